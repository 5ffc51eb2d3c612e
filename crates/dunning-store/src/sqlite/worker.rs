//! A thread that owns a session and works off what is asked of it, one by one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::connection::Session;
use crate::error::Error;

type Job = Box<dyn FnOnce(&mut Session) + Send>;

/// The thread's handle. When it is dropped, what was asked is done and the session is closed before it returns.
pub(super) struct Worker {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts a thread on a session.
    ///
    /// # Errors
    /// [`Error::Io`] when the system gives no thread.
    pub(super) fn start(mut session: Session) -> Result<Self, Error> {
        let (jobs, asked) = channel::<Job>();
        let work = move || {
            for job in asked {
                // A job that panics drops its transaction, which rolls back, and its answer, which tells the caller.
                let _ = catch_unwind(AssertUnwindSafe(|| job(&mut session)));
            }
        };
        let thread = thread::Builder::new().name("dunning-store".to_owned()).spawn(work).map_err(|e| Error::io(&e))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Has a job done on the thread. It is queued at once, in the order of the calls.
    pub(super) fn run<T, E, F>(&self, job: F) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Session) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |session| {
            // Whoever asked may have gone; the work is done all the same.
            let _ = answer.send(job(session));
        });
        let queued = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        async move {
            match answered.await {
                Ok(result) => result,
                Err(_) if queued => Err(E::from(Error::Panicked)),
                Err(_) => Err(E::from(Error::Closed)),
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}
