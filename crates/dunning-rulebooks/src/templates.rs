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
        match bundle(files) {
            Ok(spec) => bundles.push(spec),
            Err(wrong) => faults.extend_under(folder, wrong),
        }
    }
    faults.or(bundles)
}

/// The text of files in a folder of `templates/`, with their names.
macro_rules! folder {
    ($folder:literal: $($file:literal),+ $(,)?) => {
        ($folder, &[$(($file, include_str!(concat!("../templates/", $folder, "/", $file))),)+])
    };
}

/// A folder's name and its files, each a name and a text.
type Folder = (&'static str, &'static [(&'static str, &'static str)]);

const BUNDLES: [Folder; 4] = [
    folder!("zh-CN":
        "bundle.toml",
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
    ),
    folder!("zh-TW":
        "bundle.toml",
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
    ),
    folder!("en":
        "bundle.toml",
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
    ),
    folder!("en-agency":
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
    ),
];

#[cfg(test)]
mod tests;
