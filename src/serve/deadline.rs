//! Deadlines: queries run beside the thread that answers, are cancelled when their time is up, and are then waited for no more.
//!
//! The evaluator notices a cancellation only when it reads the store. A product of large sets computed in memory can go on
//! after it; such a query is left behind, and as long as too many are, new ones are refused.
use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use oxigraph::sparql::CancellationToken;

type Entries = Mutex<Vec<(Instant, Weak<()>, CancellationToken)>>;

/// Watches over running queries.
pub struct Deadlines {
    entries: Arc<Entries>,
    limit: Duration,
}

/// Why a query gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// Its time was up.
    Late,
    /// Too many are running.
    Busy,
    /// It ended without a word.
    Lost,
}

/// Queries that may run at a time, those left behind included.
const RUNNING: usize = 64;
/// What a cancelled query has to end in.
const GRACE: Duration = Duration::from_millis(300);

impl Deadlines {
    /// Starts the watch; queries may run for `limit`.
    #[must_use]
    pub fn new(limit: Duration) -> Self {
        let entries: Arc<Entries> = Arc::default();
        let watched = Arc::downgrade(&entries);
        thread::spawn(move || {
            while let Some(entries) = watched.upgrade() {
                let now = Instant::now();
                entries.lock().unwrap_or_else(PoisonError::into_inner).retain(|(end, alive, token)| {
                    if *end <= now {
                        token.cancel();
                    }
                    alive.strong_count() > 0
                });
                drop(entries);
                thread::sleep(Duration::from_millis(50));
            }
        });
        Self { entries, limit }
    }

    /// Time a query has.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// Runs a query, which gets a token to heed, on a thread of its own.
    ///
    /// # Errors
    /// When it is late or lost, or may not start.
    pub fn run<T: Send + 'static>(
        &self,
        query: impl FnOnce(CancellationToken) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let (token, alive) = (CancellationToken::new(), Arc::new(()));
        {
            let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
            entries.retain(|(_, alive, _)| alive.strong_count() > 0);
            if entries.len() >= RUNNING {
                return Err(Unanswered::Busy);
            }
            entries.push((Instant::now() + self.limit, Arc::downgrade(&alive), token.clone()));
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        let started = thread::Builder::new().name("query".into()).spawn(move || {
            let answer = query(token);
            drop(alive);
            // Nobody listens any more when the answer is late.
            let _ = sender.send(answer);
        });
        started.map_err(|_| Unanswered::Busy)?;
        receiver.recv_timeout(self.limit + GRACE).map_err(|error| match error {
            mpsc::RecvTimeoutError::Timeout => Unanswered::Late,
            mpsc::RecvTimeoutError::Disconnected => Unanswered::Lost,
        })
    }
}
