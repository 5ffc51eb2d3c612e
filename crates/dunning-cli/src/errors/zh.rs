//! What engine, store and network say when they can't go on, in Chinese, each with what to do about it. What a system or a
//! database says in its own words stays as it is.

use std::io;

use dunning_core::explain::Lang;
use dunning_core::words::Word as _;
use dunning_engine::Error as Engine;
use dunning_gateway::GatewayError;
use dunning_gateway::sandbox::LogError;
use dunning_store::Error as Store;

use crate::meaning;

/// What a system says of its files.
pub(super) fn system(kind: io::ErrorKind) -> String {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "文件系统是只读的".to_owned(),
        io::ErrorKind::NotFound => "不存在".to_owned(),
        io::ErrorKind::IsADirectory => "是目录".to_owned(),
        io::ErrorKind::NotADirectory => "不是目录".to_owned(),
        io::ErrorKind::AlreadyExists => "已存在".to_owned(),
        other => other.to_string(),
    }
}

/// What the engine says.
pub(super) fn engine(error: &Engine) -> String {
    match error {
        Engine::Store(error) => store(error),
        Engine::Gateway(GatewayError::Log(error)) => network(error),
        Engine::Gateway(GatewayError::Unreachable { route, what }) => {
            format!("通道 {route} 无法连接：{what}；可稍后重新运行")
        }
        Engine::Facts(faults) => format!("存储中某客户的内容无法读取：{}", meaning::listed(faults, Lang::ZhCn)),
        Engine::Refused(faults) => format!("未保存：{}", meaning::listed(faults, Lang::ZhCn)),
        Engine::PersonKey => "某客户的密钥无法解开：密钥文件属于另一个存储，或存储已损坏".to_owned(),
        other => other.to_string(),
    }
}

/// What the store says.
pub(super) fn store(error: &Store) -> String {
    match error {
        Store::Busy => "存储正被另一个进程使用：请等它结束，或稍后再试".to_owned(),
        Store::DiskFull => "磁盘空间不足：请腾出空间后重新运行；这一步没有写入任何内容".to_owned(),
        Store::ReadOnly => "存储是只读的：请为其文件和目录授予写权限，或复制到可写的位置".to_owned(),
        Store::Missing => "没有这个存储：请检查路径，或先用 run 创建".to_owned(),
        Store::OpenToOthers => "存储可被他人读取：请取消他人的权限（chmod 600），其日志文件亦然".to_owned(),
        Store::Foreign => "这不是 dunning 的存储：请指定另一个文件；此文件未作任何改动".to_owned(),
        Store::NewerSchema { found, known } => {
            format!("存储的结构版本为 {found}，本程序最高支持 {known}：请使用写入它的版本或更新的版本")
        }
        Store::ChangedMigration { version } => {
            format!("存储的第 {version} 步结构与本程序所知的不同：请使用写入它的版本")
        }
        Store::WrongMode { born, asked } => format!(
            "存储创建时为 {}，本次运行为 {}：请指定另一个存储，或按存储创建时的方式运行",
            born.as_str(),
            asked.as_str()
        ),
        Store::WrongKey => "密钥不属于此存储：请把随存储创建的密钥文件放在它旁边".to_owned(),
        Store::KeyFile { what } => format!("密钥文件{}：它应为 32 字节，权限为 0600", key_file(what)),
        Store::Superseded => "存储已被另一次运行接管：请结束本次运行，它不能再写入".to_owned(),
        Store::Backwards { last } => {
            format!(
                "时间倒退：存储已处理到 {}；请校准时钟，或指定该时刻或更晚的时刻",
                last.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
            )
        }
        Store::InFlight => {
            "发给该客户的消息在途或结果不明：请先运行一次 run 以确认结果；始终不明的，过其期限之后再删除".to_owned()
        }
        Store::Panicked => "对存储的操作中断，没有写入任何内容".to_owned(),
        Store::Closed => "存储已关闭".to_owned(),
        Store::Corrupt { what } => format!("存储已损坏（{what}）：请停止使用、保留文件并恢复备份"),
        Store::Io { what } => format!("文件系统出错（{what}）：请检查磁盘与挂载，然后重新运行"),
        Store::Database { what } => format!("数据库拒绝操作（{what}）"),
        // Faults of this program, which no reader can mend.
        other => format!("程序内部错误：{other}"),
    }
}

/// What is wrong with a key file.
fn key_file(what: &str) -> &str {
    match what {
        "is missing" => "不存在",
        "can't be read" => "无法读取",
        "can be read by others" => "可被他人读取",
        "has another length" => "长度不对",
        other => other,
    }
}

/// What the simulated network's log says.
pub(super) fn network(error: &LogError) -> String {
    match error {
        LogError::Io { path, source } => format!("模拟网络的日志 {} 不可用：{}", path.display(), system(source.kind())),
        LogError::Busy { path } => format!("模拟网络的日志 {} 正被另一个进程使用：请先结束该进程", path.display()),
        LogError::Line { path, line } => {
            format!("{} 第 {line} 行不是日志记录：文件被改动过，或是别的文件", path.display())
        }
        LogError::OtherNetwork { path } => {
            format!("日志 {} 由另一个模拟网络写成：请用同样的设置，或换一个文件", path.display())
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_files_are_told_in_chinese() {
        for what in ["is missing", "can't be read", "can be read by others", "has another length"] {
            assert!(!store(&Store::KeyFile { what }).contains(what));
        }
    }
}
