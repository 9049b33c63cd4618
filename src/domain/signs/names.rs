//! The signs every team has, each with the names other systems give it: one table for files of usage, for
//! columns of accounts and for rules. Must not know how a file is read or a rule judged.

use crate::domain::listed::is_listed;

/// A sign with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedSign {
    /// What it is called here, in rules and lists.
    pub plain: &'static str,
    /// What others call it, as [`squeeze`] leaves it, a blank between two.
    pub known: &'static str,
}

/// When somebody was there last: a day, or so many days ago.
pub const LAST_SEEN: NamedSign = NamedSign {
    plain: "last_seen",
    known: "lastseen lastseenat lastlogin lastloginat lastlogindate lastlogon lastactive lastactiveat \
            lastactivity lastactivityat lastactivitydate lastuse lastused lastusedat lastvisit lastsession \
            lastsignin lastsigninat dayssincelastlogin dayssincelastseen daysinactive",
};
/// How often somebody was there since the row before.
pub const LOGINS: NamedSign = NamedSign {
    plain: "logins",
    known: "login logincount numlogins sessions sessioncount visits signins logons activedays",
};
/// How much of the product was used.
pub const FEATURE_USE: NamedSign = NamedSign {
    plain: "feature_use",
    known: "featureusage featuresused usagecount usage events eventcount keyactions coreactions adoption \
            adoptionrate usagescore usagehours usageminutes usagedurationsecs",
};
/// Net promoter score, 0 to 10.
pub const NPS: NamedSign = NamedSign {
    plain: "nps",
    known: "npsscore npsrating netpromoterscore lastnps lastnpsscore",
};
/// Whether (or how often) a payment failed.
pub const PAYMENT_FAILED: NamedSign = NamedSign {
    plain: "payment_failed",
    known: "failedpayment failedpayments paymentfailure paymentfailures paymentfailed ispastdue pastdue \
            delinquent isdelinquent dunning indunning overdue",
};
/// A score of the whole, as another system works it out.
pub const HEALTH_SCORE: NamedSign = NamedSign {
    plain: "health_score",
    known: "health customerhealth accounthealth healthindex customerhealthscore accounthealthscore",
};
/// How much of what was bought is used.
pub const SEATS_USED: NamedSign = NamedSign {
    plain: "seats_used",
    known: "activeusers activeseats usedseats usersactive licencesused licensesused seatutilisation \
            seatutilization licenceutilisation licenseutilization",
};
/// Tickets not solved yet.
pub const OPEN_TICKETS: NamedSign = NamedSign {
    plain: "open_tickets",
    known: "openticketcount unresolvedtickets opencases ticketsopen supportticketsopen",
};

/// All of them.
pub const NAMES: [NamedSign; 8] = [
    LAST_SEEN,
    LOGINS,
    FEATURE_USE,
    NPS,
    PAYMENT_FAILED,
    HEALTH_SCORE,
    SEATS_USED,
    OPEN_TICKETS,
];

/// A header without case, blanks and punctuation: `Last Seen` and `last_seen` are `lastseen`.
pub fn squeeze(header: &str) -> String {
    let letters = header.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The plain name of a known sign, by what it is compared by.
pub fn plain(key: &str) -> Option<&'static str> {
    let names = NAMES.iter().map(|name| name.plain);
    names.into_iter().find(|plain| squeeze(plain) == key)
}

/// What a header is compared by: the squeezed plain name of a known sign, else the header squeezed.
pub fn key(header: &str) -> String {
    let squeezed = squeeze(header);
    let known = NAMES.iter().find(|name| is_listed(name.known, &squeezed));
    known.map_or(squeezed, |name| squeeze(name.plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_goes_by_many_headers() {
        for (header, same) in [
            ("Last Login", "last_seen"),
            ("last_seen", "LAST SEEN"),
            ("NPS score", "nps"),
            ("Failed payments", "payment_failed"),
            ("Seats (bought)", "seats bought"),
        ] {
            assert_eq!(key(header), key(same), "{header}");
        }
        assert_ne!(key("logins"), key("last_seen"));
    }
}
