//! Shapes of the lists that this program writes itself: what is in a room already, with numbers of its own, and no file
//! to bring it with. Must not know values.

use super::{PLAIN, VendorShape};
use crate::domain::import::ImportKind;

/// A list of a room.
const LIST: VendorShape = VendorShape {
    vendor: "churnroom",
    ..PLAIN
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
        further: "attributes_",
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
        ..LIST
    },
];
