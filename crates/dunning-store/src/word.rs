//! The words this crate keeps in its tables, each spelt once, under the core's [`Word`](dunning_core::words::Word).

/// Declares an enumerated word: its variants, their spelling and their documentation stand in one place.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $noun:literal { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl dunning_core::words::Word for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            fn index(self) -> u32 {
                self as u32
            }
        }
    };
}

pub(crate) use words;
