//! What a debt collector discloses of itself (12 CFR 1006.18(e)): in its first message that it attempts to collect a debt
//! and will use information for that purpose, in later ones that it is a debt collector.

use crate::content::cue::{Cue, Hit};
use crate::content::reading::Reading;

/// Whether a text holds the first disclosure (12 CFR 1006.18(e)(1)): both halves.
pub(super) fn initial(reading: &Reading<'_>) -> bool {
    says(reading, Cue::Collecting) && says(reading, Cue::UseOfInformation)
}

/// Whether a text holds the later disclosure (12 CFR 1006.18(e)(2)).
pub(super) fn later(reading: &Reading<'_>) -> bool {
    says(reading, Cue::Collector)
}

/// Whether a text says a phrase, and not its opposite.
fn says(reading: &Reading<'_>, cue: Cue) -> bool {
    let denied = |hit: &Hit| {
        let before = reading.slice(reading.back(hit.start, DENIAL_CHARS), hit.start);
        DENIALS.iter().any(|denial| before.trim_end().to_ascii_lowercase().trim_end_matches(" a").ends_with(denial))
    };
    reading.hits(cue).any(|hit| !denied(hit))
}

/// How far before a phrase its denial may begin, in characters.
const DENIAL_CHARS: usize = 12;
const DENIALS: &[&str] = &["not", "n't", "never", "no longer", "并非", "不是"];

/// The first half, as Model Form B-1 of Regulation F and the statute (15 USC 1692e(11)) word it, and their like.
#[rustfmt::skip]
pub(in crate::content) const COLLECTING: &[&str] = &[
    "attempt to collect a debt", "attempts to collect a debt", "attempting to collect a debt", "attempt to collect this debt",
    "attempting to collect this debt", "trying to collect a debt", "trying to collect this debt", "collecting a debt", "to collect your debt",
    "attempt to collect on a debt", "attempting to collect on a debt", "intento de cobrar una deuda", "tratando de cobrar una deuda",
    "催收债务", "追讨债务", "收取债务", "催收欠款", "催收債務", "追討債務", "收取債務",
];

/// The second half.
#[rustfmt::skip]
pub(in crate::content) const USE_OF_INFORMATION: &[&str] = &[
    "will be used for that purpose", "will be used for this purpose", "be used for that purpose", "used for the purpose of collecting",
    "use any information for that purpose", "use any information for this purpose", "information for that purpose",
    "information for this purpose", "use any information you give us to help collect", "use information for that purpose",
    "will be used to collect", "will be used to help collect", "be used to help collect the debt",
    "se usará para ese propósito", "será utilizada para ese propósito", "utilizará para ese fin",
    "用于该目的", "用于此目的", "用于这一目的", "用於該目的", "用於此目的",
];

#[rustfmt::skip]
pub(in crate::content) const COLLECTOR: &[&str] = &[
    "debt collector", "debt collectors", "debt collection agency", "debt collection company", "debt collection firm", "collection agency",
    "cobrador de deudas", "agencia de cobranza", "催收机构", "催收公司", "收债机构", "催收機構",
];
