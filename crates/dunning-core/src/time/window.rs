//! Windows on the wall clock, `[start, end)`. A window knows no day and no zone: which days it holds on is the rule's.

use std::fmt;

use crate::fault::Fault;

/// Seconds of a day as clocks show it. A local day with a clock change lasts otherwise, its clock still ends here.
pub(crate) const DAY_S: u32 = 86_400;

/// A stretch of the local day, from `start` to just before `end`, both in seconds on the clock. A window whose start is
/// later than its end runs across midnight: on every day it holds on, it holds that day's hours before the end and its
/// hours from the start on.
///
/// ```
/// use dunning_core::time::Window;
/// let night = Window::parse("22:00-06:00").unwrap();
/// assert!(night.contains(23 * 3600) && night.contains(0) && !night.contains(6 * 3600));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    start_s: u32,
    end_s: u32,
}

impl Window {
    /// The whole day.
    pub const ALL_DAY: Self = Self { start_s: 0, end_s: DAY_S };

    /// A window from second `start_s` (0 to 86,399) to before second `end_s` (1 to 86,400; 0 means 86,400) of the day.
    ///
    /// # Errors
    /// `DATA-WINDOW` when a bound is no time of day or the window would be empty.
    pub fn new(start_s: u32, end_s: u32) -> Result<Self, Fault> {
        if start_s >= DAY_S || end_s > DAY_S {
            return Err(Fault::new("DATA-WINDOW", "", "a window starts or ends at no time of day").fix(WRITE));
        }
        if start_s == end_s {
            return Err(Fault::new("DATA-WINDOW", "", "a window starts where it ends")
                .fix("write 00:00-24:00 for the whole day, and leave the window out for none"));
        }
        Ok(Self { start_s, end_s: if end_s == 0 { DAY_S } else { end_s } })
    }

    /// Reads a window written `HH:MM-HH:MM`, at most to `24:00`.
    ///
    /// # Errors
    /// `DATA-WINDOW` when it is none.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        text.split_once('-')
            .and_then(|(start, end)| Some((clock(start)?, clock(end)?)))
            .ok_or_else(|| Fault::new("DATA-WINDOW", "", "no window of time").of(text).fix(WRITE))
            .and_then(|(start_s, end_s)| Self::new(start_s, end_s))
    }

    /// First second of the day inside.
    pub const fn start_s(self) -> u32 {
        self.start_s
    }

    /// First second of the day no longer inside, at most 86,400.
    pub const fn end_s(self) -> u32 {
        self.end_s
    }

    /// Whether it runs across midnight.
    pub const fn crosses_midnight(self) -> bool {
        self.start_s > self.end_s
    }

    /// Whether the clock at `second` of the day (0 to 86,399) is inside.
    pub const fn contains(self, second: u32) -> bool {
        if self.crosses_midnight() {
            second >= self.start_s || second < self.end_s
        } else {
            second >= self.start_s && second < self.end_s
        }
    }

    /// First second of the same day, `second` or later, at which the clock is inside.
    pub(crate) fn opens(self, second: u32) -> Option<u32> {
        if self.contains(second) { Some(second) } else { Some(self.start_s).filter(|start| *start > second) }
    }

    /// With the clock inside at `second`: the first second at which it no longer is, or the day's end.
    pub(crate) const fn closes(self, second: u32) -> u32 {
        if self.crosses_midnight() && second >= self.start_s { DAY_S } else { self.end_s }
    }
}

const WRITE: &str = "write it like 08:00-21:00, 22:00-06:00 or 00:00-24:00";

/// Reads `HH:MM`, `24:00` included.
fn clock(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |digits: &str| {
        (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse::<u32>().ok())?
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (minutes < 60 && (hours < 24 || (hours == 24 && minutes == 0))).then_some(hours * 3600 + minutes * 60)
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |f: &mut fmt::Formatter<'_>, second: u32| {
            write!(f, "{:02}:{:02}", second / 3600, second / 60 % 60)?;
            if !second.is_multiple_of(60) { write!(f, ":{:02}", second % 60) } else { Ok(()) }
        };
        show(f, self.start_s)?;
        f.write_str("-")?;
        show(f, self.end_s)
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let window = Window::parse("08:00-21:00").unwrap();
        assert_eq!((window.start_s(), window.end_s()), (28_800, 75_600));
        assert_eq!(Window::parse("00:00-24:00").unwrap(), Window::ALL_DAY);
        assert_eq!(Window::parse("22:00-00:00").unwrap(), Window::parse("22:00-24:00").unwrap());
        assert_eq!(Window::parse("22:00-06:30").unwrap().to_string(), "22:00-06:30");
    }

    #[test]
    fn refuses_what_is_no_window() {
        for text in [
            "",
            "08:00",
            "8:00-21:00",
            "08:00–21:00",
            "08:00-25:00",
            "24:00-25:00",
            "24:00-06:00",
            "08:60-09:00",
            "24:01-24:02",
            "08:00-08:00",
            "00:00-00:00",
            "+8:00-21:00",
            "08:00-21:00-22:00",
        ] {
            assert_eq!(Window::parse(text).unwrap_err().code, "DATA-WINDOW", "{text:?}");
        }
    }

    #[test]
    fn ends_are_exclusive() {
        let day = Window::parse("08:00-21:00").unwrap();
        assert!(!day.contains(28_799) && day.contains(28_800) && day.contains(75_599) && !day.contains(75_600));
        let night = Window::parse("22:00-06:00").unwrap();
        assert!(night.contains(79_200) && night.contains(86_399) && night.contains(21_599) && !night.contains(21_600));
    }
}
