//! What was found, where, on what evidence and in what disguise. A finding holds no text: its `Debug` tells no secret.

use crate::words::{Word, words};

words! {
    /// A kind of identifier.
    #[non_exhaustive]
    Kind, "kind of identifier" {
        /// A payment card's number (ISO/IEC 7812-1).
        BankCard = "BANK_CARD",
        /// A bank account's number, known by its label.
        BankAccount = "BANK_ACCOUNT",
        /// An international bank account number (ISO 13616-1).
        Iban = "IBAN",
        /// A routing number of the American Bankers Association.
        UsRouting = "US_ROUTING",
        /// A card's verification value.
        Cvv = "CVV",
        /// A card's last month of validity.
        CardExpiry = "CARD_EXPIRY",
        /// A password or a personal identification number.
        Password = "PASSWORD",
        /// A code for one use.
        Otp = "OTP",
        /// The secret value of a link's parameter.
        UrlToken = "URL_TOKEN",
        /// An e-mail address.
        Email = "EMAIL",
        /// A telephone number of a person; hotlines and toll-free numbers of businesses are none.
        Phone = "PHONE",
        /// An internet address.
        Ip = "IP",
        /// A day of birth.
        DateOfBirth = "DATE_OF_BIRTH",
        /// A licence plate of mainland China (GA 36-2018).
        Plate = "PLATE",
        /// An account of WeChat.
        WechatId = "WECHAT_ID",
        /// An account of QQ.
        QqId = "QQ_ID",
        /// A citizen's identification number of mainland China, 18 characters (GB 11643-1999) or the older 15.
        CnResidentId = "CN_RESIDENT_ID",
        /// A passport of mainland China.
        CnPassport = "CN_PASSPORT",
        /// A unified social credit code of mainland China (GB 32100-2015).
        CnUscc = "CN_USCC",
        /// A social security number of the United States.
        UsSsn = "US_SSN",
        /// An individual taxpayer identification number of the United States.
        UsItin = "US_ITIN",
        /// An Aadhaar number of India (UIDAI).
        InAadhaar = "IN_AADHAAR",
        /// A permanent account number of India.
        InPan = "IN_PAN",
        /// A national insurance number of the United Kingdom.
        UkNino = "UK_NINO",
        /// A tax file number of Australia.
        AuTfn = "AU_TFN",
        /// An identity card's number of Singapore.
        SgNric = "SG_NRIC",
        /// An identity card's number of Hong Kong.
        HkId = "HK_ID",
        /// An individual number ("My Number") of Japan.
        JpMynumber = "JP_MYNUMBER",
        /// A resident registration number of Korea.
        KrRrn = "KR_RRN",
        /// A natural person's tax number of Brazil.
        BrCpf = "BR_CPF",
        /// A legal person's tax number of Brazil.
        BrCnpj = "BR_CNPJ",
        /// A social insurance number of Canada.
        CaSin = "CA_SIN",
    }
}

impl Kind {
    /// Its place as a bit of a set.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u64
    }
}

words! {
    /// On what a finding rests, the weakest first.
    Evidence, "evidence" {
        /// Its form alone.
        Shape = "shape",
        /// A label beside it that names the kind.
        Labelled = "labelled",
        /// A check digit that holds.
        Validated = "validated",
    }
}

words! {
    /// A way in which an identifier was written other than people normally write it.
    #[non_exhaustive]
    Disguise, "disguise" {
        /// Full-width characters.
        Width = "width",
        /// Digits or letters of another script or style.
        Script = "script",
        /// Characters that do not show, inside the identifier.
        Invisible = "invisible",
        /// Separators that are not usual in it.
        Separator = "separator",
        /// A line break inside it.
        LineBreak = "line_break",
        /// Chinese numerals.
        Numeral = "numeral",
        /// Percent, HTML or JSON escapes.
        Escape = "escape",
        /// Letters for the digits they look like, or letters of another script for Latin ones.
        LookAlike = "look_alike",
        /// Words for the signs of an address.
        Words = "words",
    }
}

/// A set of disguises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Disguises(u16);

impl Disguises {
    /// No disguise.
    pub const NONE: Self = Self(0);

    /// One disguise.
    pub const fn of(disguise: Disguise) -> Self {
        Self(1 << disguise as u16)
    }

    /// This set and one more.
    #[must_use]
    pub const fn with(self, disguise: Disguise) -> Self {
        Self(self.0 | 1 << disguise as u16)
    }

    /// All of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the set has it.
    pub const fn contains(self, disguise: Disguise) -> bool {
        self.0 & 1 << disguise as u16 != 0
    }

    /// Whether the identifier was written plainly.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The disguises, in their order.
    pub fn iter(self) -> impl Iterator<Item = Disguise> {
        Disguise::ALL.iter().copied().filter(move |disguise| self.contains(*disguise))
    }
}

/// An identifier in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// On what that rests.
    pub evidence: Evidence,
    /// The rule that found it, stable, e.g. `card.luhn`.
    pub rule: &'static str,
    /// How it was disguised.
    pub disguises: Disguises,
    /// Whether it is made of several that overlap: it is masked whole.
    pub merged: bool,
}
