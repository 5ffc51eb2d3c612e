//! The time a thread spent on a processor, for criterion to measure by: what else the machine does meanwhile delays a
//! bench and isn't counted. It knows Linux alone; elsewhere benches go by the wall clock.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Time on a processor.
pub(crate) struct CpuTime(WallTime);

impl CpuTime {
    /// Time on a processor.
    pub(crate) const fn new() -> Self {
        Self(WallTime)
    }
}

impl Measurement for CpuTime {
    type Intermediate = (Instant, Option<Duration>);
    type Value = Duration;

    fn start(&self) -> Self::Intermediate {
        (Instant::now(), on_cpu())
    }

    fn end(&self, (wall, cpu): Self::Intermediate) -> Duration {
        cpu.and_then(|start| on_cpu()?.checked_sub(start)).unwrap_or_else(|| wall.elapsed())
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        self.0.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self.0.formatter()
    }
}

/// What this thread has spent on a processor so far: the first field of `schedstat` (proc(5)), in nanoseconds. The kernel
/// brings it up to date when the thread gives way.
fn on_cpu() -> Option<Duration> {
    thread::yield_now();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
