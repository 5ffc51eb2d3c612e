//! Processor time of this thread, from the kernel's own account of it, so that other work on the machine counts less.

use std::time::{Duration, Instant};

/// Started when timing starts.
pub struct Clock {
    wall: Instant,
    spent: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self { spent: processor(), wall: Instant::now() }
    }

    /// Wall time since the start: cheap to ask for often.
    pub fn elapsed(&self) -> Duration {
        self.wall.elapsed()
    }

    /// Processor time since the start; wall time where the kernel doesn't tell.
    fn stop(self) -> Duration {
        let wall = self.wall.elapsed();
        self.spent.and_then(|before| processor()?.checked_sub(before)).filter(|spent| !spent.is_zero()).unwrap_or(wall)
    }
}

/// How long something takes.
pub fn timed(work: impl FnOnce(&Clock)) -> Duration {
    let clock = Clock::start();
    work(&clock);
    clock.stop()
}

/// The first number of `schedstat`: nanoseconds on a processor.
fn processor() -> Option<Duration> {
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    account.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
