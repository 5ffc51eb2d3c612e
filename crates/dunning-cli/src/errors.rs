//! What can go wrong in a command. Each error says where and what to do about it, in both languages; none holds personal
//! data. How it is shown is not known here.

mod zh;

use std::io;
use std::path::PathBuf;

use clap::ValueEnum as _;
use dunning_core::explain::Lang;
use dunning_core::fault::Faults;
use dunning_gateway::sandbox::LogError;
use dunning_store::Error as Store;

use crate::exit::Exit;
use crate::input::Unreadable;
use crate::lang::pick;
use crate::meaning;
use crate::output::Format;

/// An error of a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file, folder or standard input can't be read.
    #[error("{0}")]
    Input(#[from] Unreadable),
    /// Results can't be written.
    #[error("the results can't be written: {}", .0.kind())]
    Output(#[source] io::Error),
    /// Whoever read the results has gone, e.g. `head`. No error to anyone.
    #[error("the reader of the results has gone")]
    Gone,
    /// The command has no such form of results.
    #[error("this command writes no {}", spelling(*.asked))]
    Format {
        /// The form asked for.
        asked: Format,
        /// Those it has.
        known: &'static [Format],
    },
    /// The engine, its store or its network can't go on.
    #[error("{0}")]
    Engine(#[from] dunning_engine::Error),
    /// A store can't be opened.
    #[error("{}: {error}", .file.display())]
    Store {
        /// The store's file, or its key's.
        file: PathBuf,
        /// Why.
        error: dunning_store::Error,
    },
    /// The simulated network's log can't be used.
    #[error("{0}")]
    Network(#[from] LogError),
    /// There is no such command to tell about.
    #[error("there is no command {name}")]
    NoCommand {
        /// What was asked for.
        name: String,
    },
    /// No book holds such a rule, and the engine has no such reason.
    #[error("there is no reason or rule {name}")]
    NoRule {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        near: Option<String>,
    },
    /// A live run isn't possible.
    #[error("a live run isn't possible: {}", if *.at { "--at gives a simulated clock" } else if *.allowed { "this release has no live gateway" } else { "the configuration doesn't allow it" })]
    Live {
        /// Whether the clock is simulated.
        at: bool,
        /// Whether the configuration allows live runs.
        allowed: bool,
    },
    /// What is to stand beside a record holds an identifier of a person.
    #[error("{0} holds an identifier of a person, which isn't needed there")]
    Personal(&'static str),
    /// A key is too short to keep anything secret.
    #[error("{} holds no key of {least} bytes or more", .file.display())]
    ShortKey {
        /// The file.
        file: PathBuf,
        /// The shortest length in bytes.
        least: usize,
    },
    /// A page can't be made: a template of ours is faulty.
    #[error("the page can't be made: {0}")]
    Page(Box<handlebars::RenderError>),
    /// What would be written is one of the files that are read.
    #[error("{} is one of the files that are read: it would be lost", .0.display())]
    Overwrites(PathBuf),
    /// Who or why was given without a word.
    #[error("{0} is empty")]
    Blank(&'static str),
    /// A file of rows at fault can't be written.
    #[error("rows at fault can't be kept in {}: {}", .path.display(), .error.kind())]
    Rejects {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Something that is needed wasn't given.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Texts of files are faulty.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faulty(Vec<Faulty>),
}

/// A file whose text is faulty.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {faults}")]
pub(crate) struct Faulty {
    /// The file.
    pub(crate) name: String,
    /// Its text, to show where; empty where that isn't at hand, or holds personal data.
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) faults: Faults,
}

impl From<dunning_store::Error> for Error {
    fn from(error: dunning_store::Error) -> Self {
        Self::Engine(error.into())
    }
}

impl From<Faulty> for Error {
    fn from(faulty: Faulty) -> Self {
        Self::Faulty(vec![faulty])
    }
}

impl Error {
    /// How the command ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Gone => Exit::Done,
            // Nothing of the step was written, and the same again may go through.
            Self::Engine(
                dunning_engine::Error::Gateway(_)
                | dunning_engine::Error::Store(dunning_store::Error::Busy | dunning_store::Error::DiskFull),
            )
            | Self::Store { error: dunning_store::Error::Busy | dunning_store::Error::DiskFull, .. } => {
                Exit::Unavailable
            }
            Self::Rejects { error, .. } if is_full(error) => Exit::Unavailable,
            Self::Network(LogError::Io { source, .. }) if is_full(source) => Exit::Unavailable,
            Self::Input(_)
            | Self::Output(_)
            | Self::Format { .. }
            | Self::Engine(_)
            | Self::Store { .. }
            | Self::Network(_)
            | Self::NoCommand { .. }
            | Self::NoRule { .. }
            | Self::Live { .. }
            | Self::Page(_)
            | Self::Personal(_)
            | Self::ShortKey { .. }
            | Self::Missing(_)
            | Self::Overwrites(_)
            | Self::Blank(_)
            | Self::Rejects { .. }
            | Self::Faulty(_) => Exit::Usage,
        }
    }

    /// A stable code.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Input(_) => "CLI-INPUT",
            Self::Output(_) | Self::Rejects { .. } | Self::Page(_) | Self::Gone => "CLI-OUTPUT",
            Self::Format { .. } => "CLI-FORMAT",
            Self::Engine(_) | Self::Store { .. } => "CLI-ENGINE",
            Self::Network(_) => "CLI-NETWORK",
            Self::NoCommand { .. } => "CLI-COMMAND",
            Self::NoRule { .. } => "CLI-RULE",
            Self::Live { .. } => "CLI-LIVE",
            Self::Personal(_) | Self::Missing(_) | Self::Overwrites(_) | Self::Blank(_) | Self::ShortKey { .. } => {
                "CLI-USAGE"
            }
            Self::Faulty(_) => "CLI-FILE",
        }
    }

    /// What is wrong, for a reader of a language.
    pub(crate) fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::ZhCn, Self::Faulty(files)) => {
                let said = |file: &Faulty| format!("{}：{}", file.name, meaning::listed(&file.faults, lang));
                files.iter().map(said).collect::<Vec<_>>().join("\n")
            }
            (Lang::ZhCn, Self::Input(unreadable)) => unreadable.zh(),
            (Lang::ZhCn, Self::Output(error)) => format!("无法写出结果：{}", zh::system(error.kind())),
            (Lang::ZhCn, Self::Engine(error)) => zh::engine(error),
            (Lang::ZhCn, Self::Store { file, error }) => format!("{}：{}", file.display(), zh::store(error)),
            (Lang::ZhCn, Self::Network(error)) => zh::network(error),
            (Lang::ZhCn, Self::NoCommand { name }) => format!("没有命令 {name}"),
            (Lang::ZhCn, Self::NoRule { name, .. }) => format!("没有原因代码或规则 {name}"),
            (Lang::ZhCn, Self::Live { at, allowed }) => {
                let why = if *at {
                    "--at 使用的是模拟时钟"
                } else if *allowed {
                    "本版本没有真实网关"
                } else {
                    "配置不允许"
                };
                format!("不能真实发送：{why}")
            }
            (Lang::ZhCn, Self::Page(error)) => format!("无法生成页面：{error}"),
            (Lang::ZhCn, Self::Personal(flag)) => format!("{flag} 含有个人标识，此处并不需要"),
            (Lang::ZhCn, Self::ShortKey { file, least }) => {
                format!("{} 中没有不短于 {least} 字节的密钥", file.display())
            }
            (Lang::ZhCn, Self::Overwrites(path)) => format!("{} 是要读取的文件之一，写入会将其覆盖", path.display()),
            (Lang::ZhCn, Self::Blank(flag)) => format!("{flag} 为空"),
            (Lang::ZhCn, Self::Rejects { path, error }) => {
                format!("有误的行无法保存到 {}：{}", path.display(), zh::system(error.kind()))
            }
            (Lang::ZhCn, Self::Missing(what)) => format!("缺少 {what}"),
            (Lang::ZhCn, Self::Gone) => "结果的读取方已关闭".to_owned(),
            (Lang::ZhCn, Self::Format { asked, .. }) => format!("此命令不支持输出格式 {}", spelling(*asked)),
        }
    }

    /// What to do about it; empty where the faults themselves say it.
    pub(crate) fn remedy(&self, lang: Lang) -> String {
        match self {
            Self::Input(unreadable) => unreadable.remedy(lang).to_owned(),
            Self::Store { error: Store::KeyFile { what: "is missing" } | Store::WrongKey, .. } => pick(
                lang,
                "the key is made with the store: put it back, or name it by --key-file",
                "密钥随存储创建：请放回原处，或用 --key-file 指定",
            )
            .to_owned(),
            Self::Output(_) => {
                pick(lang, "check the disk or program that takes them", "请检查接收结果的磁盘或程序").to_owned()
            }
            Self::Format { known, .. } => {
                let known = known.iter().map(|format| spelling(*format)).collect::<Vec<_>>().join(", ");
                format!("{} {known}", pick(lang, "take one of:", "可选："))
            }
            Self::NoCommand { .. } => pick(lang, "see `dunning help`", "请看 `dunning help`").to_owned(),
            Self::NoRule { near: Some(near), .. } => match lang {
                Lang::En => format!("did you mean {near}?"),
                Lang::ZhCn => format!("是否指 {near}？"),
            },
            Self::NoRule { near: None, .. } => {
                pick(lang, "`dunning rulebooks` lists the books", "`dunning rulebooks` 列出各规则集").to_owned()
            }
            Self::Live { .. } => {
                pick(lang, "leave out --live: the run then uses the simulated network", "去掉 --live，将使用模拟网络")
                    .to_owned()
            }
            Self::Personal(_) => {
                pick(lang, "say it without the number, card or address", "请去掉其中的号码、卡号或地址").to_owned()
            }
            Self::ShortKey { .. } => pick(
                lang,
                "make one with `openssl rand -hex 32`, and keep it apart from the texts",
                "可用 `openssl rand -hex 32` 生成，并与文本分开保管",
            )
            .to_owned(),
            Self::Overwrites(_) => pick(lang, "name another file for the plan", "请为计划指定另一个文件").to_owned(),
            Self::Blank(_) => {
                pick(lang, "say it in a word: it stands on record", "请写明：该内容将记录在案").to_owned()
            }
            Self::Rejects { .. } => pick(
                lang,
                "rows at fault are kept beside their file: put it into a folder that can be written",
                "有误的行保存在原文件旁：请将文件放到可写的目录",
            )
            .to_owned(),
            Self::Missing(what) => format!("{} {what}", pick(lang, "give", "请给出")),
            Self::Gone | Self::Engine(_) | Self::Store { .. } | Self::Network(_) | Self::Page(_) | Self::Faulty(_) => {
                String::new()
            }
        }
    }
}

/// Whether a disk is full: the same again may go through.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Errors of a stream, in which reading and writing alternate.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Gone,
            _ => match error.downcast::<Unreadable>() {
                Ok(unreadable) => Self::Input(unreadable),
                Err(error) => Self::Output(error),
            },
        }
    }
}

/// How a format is written on the command line.
fn spelling(format: Format) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
