//! What each screen is for, in two sentences. Must not know its keys.

use crate::keys::Context;

/// The sentences; empty where the place is no more than a list or a question.
pub(super) fn purpose(context: Context) -> &'static str {
    match context {
        Context::Lobby => {
            "Is the room ready, and who is here? From here the review of a month starts, and the reviews before it are looked at again."
        }
        Context::Numbers => {
            "What was lost, and is that unusual? Five minutes: somebody says the figures aloud, and a figure that is doubted becomes a question."
        }
        Context::Why => {
            "Why did they leave? Fifteen minutes: read the customers' own words behind the dearest reasons, and mark what was talked over."
        }
        Context::Roadmap => {
            "Does what is planned help against the reasons? Ten minutes: link each reason to the item that helps, or that makes it worse."
        }
        Context::Target => {
            "Who should be sold to, and who not? Ten minutes: look where the losses are, by plan or channel, and write down what is decided."
        }
        Context::Actions => {
            "Who does what by when? Five minutes: each reason that was talked over leaves with an action, or with a why not."
        }
        Context::Tagging => {
            "What is each text about? One key a tag, and the next text is there; what reads alike is tagged together."
        }
        Context::Accounts => {
            "The accounts behind a number, the dearest first. Enter opens all that is known of one."
        }
        Context::Quotes => {
            "The customers' own words behind a reason. A pinned quote stands first in the meeting and in the minutes."
        }
        Context::Story => {
            "All that is known of one account: what it paid, what it said, and what the team wrote about it."
        }
        Context::Thread => {
            "How one thing hangs together with the rest: reasons, quotes, items, decisions and actions, by day."
        }
        Context::Recap => {
            "The half page of a review: what was lost, why, and who does what by when. It is what the absent read first."
        }
        Context::Codebook => {
            "The tags and what each means. A tag that two people use in two ways says nothing: write down when it applies."
        }
        Context::Marks => {
            "What happened on which day: a release, a new price, an outage. It stands beside the numbers."
        }
        Context::Everywhere | Context::Text | Context::Overlay | Context::Reconcile => "",
    }
}
