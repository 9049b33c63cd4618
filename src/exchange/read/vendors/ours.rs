//! Shapes of the lists that this program writes itself: what is in a room already, with numbers of its own, and no file
//! to bring it with. Must not know values.

use super::{PLAIN, VendorShape};
use crate::domain::import::ImportKind;

/// A list of a room.
const LIST: VendorShape = VendorShape {
    vendor: "churnroom",
    ..PLAIN
};

/// What is told where a list is of what was counted or written in a room, which no file brings.
const STAYS: VendorShape = VendorShape {
    advice: "nothing takes it in: it was counted or written in that room, and `churnroom backup` copies a whole room; \
             leave it out",
    ..LIST
};

/// One row a shape.
pub(super) const SHAPES: &[VendorShape] = &[
    VendorShape {
        what: "feedback",
        known_by: "received source exitsurvey account mark pinned",
        advice: "its texts are in that room already: bring the files that it was made of; or, for another room, keep the \
                 rows of one kind and say --as-kind surveys or --as-kind feedback",
        ..LIST
    },
    VendorShape {
        what: "accounts",
        kinds: &[ImportKind::Accounts],
        known_by: "id account name signedup mrrcents alias",
        fields: "id=account name=name plan=plan segment=segment channel=channel region=region owner=owner \
                 signed_up=signedup",
        idle: "id mrrcents alias excluded sameas samereason standing",
        further: "attributes_ attributes.",
        ..LIST
    },
    VendorShape {
        what: "owners",
        kinds: &[ImportKind::Owners],
        known_by: "id external name team email",
        fields: "id=external name=name team=team email=email",
        ..LIST
    },
    VendorShape {
        what: "roadmap items",
        kinds: &[ImportKind::Roadmap],
        known_by: "id item title status target owner shipped url",
        fields: "id=item title=title status=status target=target owner=owner url=url ease=ease shipped=shipped",
        optional: "ease",
        idle: "said saidby saidon lostcents yearlostcents lostaccounts exposedcents exposedaccounts accounts closed \
               openagain history",
        ..LIST
    },
    VendorShape {
        what: "actions",
        known_by: "what owner with due status closed worked",
        advice: "`churnroom actions import FILE` takes back what became of them, from JSON",
        ..LIST
    },
    VendorShape {
        what: "actions for a tracker",
        known_by: "id summary description assignee assigneeemail duedate status labels created reporter",
        advice: "`churnroom actions import FILE` takes back what became of them",
        ..LIST
    },
    VendorShape {
        what: "tasks of Taskwarrior",
        known_by: "uuid description entry status",
        advice: "`churnroom actions import FILE` takes back what became of them",
        ..LIST
    },
    VendorShape {
        what: "notes and decisions",
        known_by: "kind text answer meeting person at fromperiod",
        ..STAYS
    },
    VendorShape {
        what: "links",
        known_by: "theme stance item title status",
        ..STAYS
    },
    VendorShape {
        what: "marks",
        known_by: "id day until kind words",
        ..STAYS
    },
    VendorShape {
        what: "meetings",
        known_by: "period profile status started section sitting",
        ..STAYS
    },
    VendorShape {
        what: "changes",
        known_by: "change at person words undoes",
        ..STAYS
    },
    VendorShape {
        what: "tags",
        known_by: "tag parent key description examples also rules archived",
        advice: "`churnroom tag import FILE` takes it",
        ..LIST
    },
    VendorShape {
        what: "lost accounts",
        known_by: "account name plan left openingcents closingcents lostcents themes",
        ..STAYS
    },
    VendorShape {
        what: "accounts behind a figure",
        known_by: "account name plan countedcents",
        ..STAYS
    },
    VendorShape {
        what: "accounts at risk",
        known_by: "account name mrrcents state reasons",
        ..STAYS
    },
    VendorShape {
        what: "accounts that leave",
        known_by: "account name what day payingcents lostcents cause",
        ..STAYS
    },
    VendorShape {
        what: "figures",
        known_by: "period profile currency accountsopening",
        ..STAYS
    },
    VendorShape {
        what: "themes",
        known_by: "theme mentions accounts lostmrrcents",
        ..STAYS
    },
    VendorShape {
        what: "what was stated and found",
        known_by: "stated asked found accounts lostmrrcents",
        ..STAYS
    },
    VendorShape {
        what: "imports",
        known_by: "import at person kind file read new updated",
        ..STAYS
    },
    VendorShape {
        what: "ways of counting",
        known_by: "profile own words twice trailing",
        ..STAYS
    },
    VendorShape {
        what: "cohorts",
        known_by: "month accounts active activemrrcents",
        ..STAYS
    },
    VendorShape {
        what: "what was found",
        known_by: "kind id when who words",
        ..STAYS
    },
    VendorShape {
        what: "signs",
        known_by: "when then accounts",
        ..STAYS
    },
    VendorShape {
        what: "rules",
        known_by: "tag rule finds of",
        ..STAYS
    },
];
