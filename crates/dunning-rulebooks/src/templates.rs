//! The starter library: bundles of approved texts, embedded, and read by the same parser as anyone's own. It chooses
//! none of them; `templates/README.md` tells what they say and why.

use dunning_core::fault::Faults;
use dunning_core::template::BundleSpec;
use dunning_wire::format::template::bundle;

/// The starter bundles: `zh-CN`, `zh-TW` and `en` for a lender that writes in its own name, `en-agency` for a debt
/// collector in the United States.
///
/// # Errors
/// None that the tests of this crate let through; the type is that of every reader of bundles.
///
/// ```
/// use dunning_core::template::Templates;
/// let templates = Templates::compile(dunning_rulebooks::templates().unwrap()).unwrap();
/// assert!(templates.iter().any(|template| template.id().as_str() == "zh-CN/sms.early.gentle"));
/// ```
pub fn templates() -> Result<Vec<BundleSpec>, Faults> {
    let mut faults = Faults::new();
    let mut bundles = Vec::new();
    for (folder, files) in BUNDLES {
        match bundle(&files.concat()) {
            Ok(spec) => bundles.push(spec),
            Err(wrong) => faults.extend_under(folder, wrong),
        }
    }
    faults.or(bundles)
}

/// Files of a folder of `templates/`: names and texts.
macro_rules! files {
    ($folder:literal: $($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../templates/", $folder, "/", $file))),)+]
    };
}

/// The mails of a lender that writes in its own name.
macro_rules! lender_mails {
    ($folder:literal) => {
        files!($folder:
            "email.early.active.hbs",
            "email.early.gentle.hbs",
            "email.late.active.hbs",
            "email.late.gentle.hbs",
            "email.middle.active.hbs",
            "email.middle.gentle.hbs",
            "email.opt_out.hbs",
            "email.pre_due.active.hbs",
            "email.pre_due.gentle.hbs",
            "email.received.hbs",
            "email.thanks.active.hbs",
            "email.thanks.gentle.hbs",
        )
    };
}

/// Its short messages.
macro_rules! lender_texts {
    ($folder:literal) => {
        files!($folder:
            "sms.early.active.hbs",
            "sms.early.gentle.hbs",
            "sms.late.active.hbs",
            "sms.late.gentle.hbs",
            "sms.middle.active.hbs",
            "sms.middle.gentle.hbs",
            "sms.opt_out.hbs",
            "sms.pre_due.active.hbs",
            "sms.pre_due.gentle.hbs",
            "sms.received.hbs",
            "sms.thanks.active.hbs",
            "sms.thanks.gentle.hbs",
        )
    };
}

/// Names and texts.
type Files = &'static [(&'static str, &'static str)];

/// Each folder with its files.
const BUNDLES: [(&str, &[Files]); 4] = [
    ("zh-CN", &[files!("zh-CN": "bundle.toml"), lender_mails!("zh-CN"), lender_texts!("zh-CN")]),
    ("zh-TW", &[files!("zh-TW": "bundle.toml"), lender_texts!("zh-TW")]),
    ("en", &[files!("en": "bundle.toml"), lender_mails!("en"), lender_texts!("en")]),
    (
        "en-agency",
        &[files!("en-agency":
            "bundle.toml",
            "email.first.hbs",
            "email.later.hbs",
            "sms.first.active.hbs",
            "sms.first.gentle.hbs",
            "sms.later.active.hbs",
            "sms.later.gentle.hbs",
            "sms.opt_out.hbs",
            "sms.received.hbs",
            "sms.thanks.active.hbs",
            "sms.thanks.gentle.hbs",
        )],
    ),
];

#[cfg(test)]
mod tests;
