//! Accounts: the customers whose money and words the room is about.
//! Must not know how they were imported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Day;
use super::field::{Field, FieldOf, Holds, Thing, is, row};
use super::hindsight::{Expectation, Hindsight};
use super::ids::AccountId;
use super::money::Cents;
use super::signs::names::squeeze;
use super::subject::Subject;
use super::word::words;

/// A customer. Every text may be empty but `external` and `alias`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Account {
    pub id: AccountId,
    /// The id its own systems know it by.
    pub external: String,
    /// Display name; the external id where none was imported.
    pub name: String,
    /// Its own plan; empty when only its subscriptions carry one.
    pub plan: String,
    pub segment: String,
    pub channel: String,
    pub region: String,
    /// Who looks after it (CSM), as written.
    pub owner: String,
    pub signed_up: Option<Day>,
    /// Every other imported column, by header.
    pub attributes: BTreeMap<String, String>,
    /// The unique random name shown when names are masked.
    pub alias: String,
    /// Why it is left out of every number; empty for one that counts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excluded: String,
    /// The account it goes on in, as one customer with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<AccountId>,
    /// Why it is the same customer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub same_reason: String,
    /// Whether its loss was expected, as the team says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expectation>,
    /// Whether it could have been avoided, as the team says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avoidable: Option<bool>,
    /// A word of why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The day of the loss that this is said of: what is said of an earlier one, another loss takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged_on: Option<Day>,
}

/// What columns of an accounts file are called that say whom to write to, the first that an account has.
const CONTACTS: [&str; 12] = [
    "contactemail",
    "contactemailaddress",
    "primarycontactemail",
    "primaryemail",
    "email",
    "emailaddress",
    "mail",
    "billingemail",
    "contact",
    "primarycontact",
    "contactperson",
    "contactname",
];

/// Whom to write to at an account, as it was imported: a person's address or name, which no mask shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(transparent)]
pub struct Contact(pub String);

impl Account {
    /// Whom to write to there; empty where no column says it.
    pub fn contact(&self) -> Contact {
        let said = self.attributes.iter().filter_map(|(head, value)| {
            let head = squeeze(head);
            let rank = CONTACTS.iter().position(|known| *known == head)?;
            (!value.trim().is_empty()).then_some((rank, value))
        });
        Contact(
            said.min()
                .map_or_else(String::new, |(_, value)| value.clone()),
        )
    }

    /// What is said of its loss, where that fell on one of these days.
    pub fn hindsight(&self, within: impl FnOnce(Day) -> bool) -> Option<Hindsight> {
        let said = Hindsight {
            expected: self.expected,
            avoidable: self.avoidable,
            because: self.because.clone(),
        };
        let on = self.judged_on.filter(|_| !said.is_nothing())?;
        within(on).then_some(said)
    }

    /// The same account with that said of its loss on a day. What says nothing leaves no day behind.
    pub fn with_hindsight(&self, said: Hindsight, on: Day) -> Account {
        Account {
            judged_on: (!said.is_nothing()).then_some(on),
            expected: said.expected,
            avoidable: said.avoidable,
            because: said.because,
            ..self.clone()
        }
    }
}

/// An account in one line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct AccountBrief {
    pub id: AccountId,
    pub external: String,
    pub name: String,
    /// Alias for masking.
    pub alias: String,
    /// Its own plan, else that of its largest subscription.
    pub plan: String,
    /// MRR now (at the reach).
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

impl AccountBrief {
    /// An account of which only the id is known.
    pub fn of(id: AccountId) -> AccountBrief {
        AccountBrief {
            id,
            ..AccountBrief::default()
        }
    }
}

/// An account that lost MRR in a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct LostAccount {
    /// The account.
    pub account: AccountBrief,
    /// MRR at opening.
    #[serde(rename = "opening_cents")]
    pub opening: Cents,
    /// MRR at closing.
    #[serde(rename = "closing_cents")]
    pub closing: Cents,
    /// The names of the themes in its evidence.
    pub themes: Vec<String>,
    /// What of its loss falls to the theme that was asked for; all of it where none was.
    #[serde(rename = "falls_to_cents", default)]
    pub falls_to: Cents,
    /// Whether it was expected and avoidable, where somebody says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindsight: Option<Hindsight>,
}

impl LostAccount {
    /// What it lost.
    pub fn lost(&self) -> Cents {
        self.opening - self.closing
    }
}

/// An account in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// MRR at the reach.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// How it stands where it does not simply count as itself: `excluded: test account, by Dana`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<String>,
}

/// A name that masking replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct MaskedName {
    /// The account.
    pub account: AccountId,
    /// The name as it stands in texts.
    pub name: String,
    /// The id as it stands in texts.
    pub external: String,
    /// What to show instead.
    pub alias: String,
}

#[rustfmt::skip]
impl Thing for Account {
    const FIELDS: &'static [FieldOf<Account>] = &[
        row(is(Field::External, "external", Holds::Name, "the id").fixed().key("account").import("id", 2, "accountid customerid customerexternalid externalid customeroid companyid organizationid organisationid orgid clientid workspaceid tenantid account customer uuid customeruuid subscriberid"), |a| &a.external, |a| &mut a.external),
        row(is(Field::Name, "name", Holds::Name, "the name").typed("name", "Display name").import("name", 1, "accountname customername companyname organizationname organisationname clientname company organization organisation displayname workspacename customerdescription"), |a| &a.name, |a| &mut a.name),
        row(is(Field::Plan, "plan", Holds::Text, "the plan").typed("plan", "Its own plan").import("plan", 1, "plantier planname tier product currentplan subscriptionplan"), |a| &a.plan, |a| &mut a.plan),
        row(is(Field::Segment, "segment", Holds::Text, "the segment").typed("segment", "Segment").import("segment", 1, "industry customersegment companysize size vertical sector"), |a| &a.segment, |a| &mut a.segment),
        row(is(Field::Channel, "channel", Holds::Text, "the channel").typed("channel", "Acquisition channel").import("channel", 1, "referralsource acquisitionchannel acquisitionsource leadsource utmsource marketingchannel source"), |a| &a.channel, |a| &mut a.channel),
        row(is(Field::Region, "region", Holds::Text, "the region").typed("region", "Region").import("region", 1, "country countrycode geo market territory billingcountry"), |a| &a.region, |a| &mut a.region),
        row(is(Field::Owner, "owner", Holds::Text, "the owner").typed("owner", "Who looks after it").import("owner", 1, "csm accountowner accountmanager customersuccessmanager csowner ownername manager"), |a| &a.owner, |a| &mut a.owner),
        row(is(Field::SignedUp, "signed_up", Holds::Day, "the sign-up day").typed("signed-up", "The day it signed up").import("signed_up", 3, "signupdate signedupat signedupon signup customersince created createdat createdutc createddate createdon joined joinedat joindate startdate since registeredat leadcreatedat activatedat"), |a| &a.signed_up, |a| &mut a.signed_up),
        row(is(Field::Alias, "alias", Holds::Name, "the alias").fixed().open(), |a| &a.alias, |a| &mut a.alias),
        row(is(Field::Attributes, "attributes", Holds::Texts, "the other columns").fixed(), |a| &a.attributes, |a| &mut a.attributes),
        row(is(Field::Excluded, "excluded", Holds::Text, "the exclusion"), |a| &a.excluded, |a| &mut a.excluded),
        row(is(Field::SameAs, "same_as", Holds::Points(|id| Subject::Account(id.into())), "the successor"), |a| &a.same_as, |a| &mut a.same_as),
        row(is(Field::SameReason, "same_reason", Holds::Text, "the reason for the successor"), |a| &a.same_reason, |a| &mut a.same_reason),
        row(is(Field::Expected, "expected", Holds::Words(words::<Expectation>(), true), "whether its loss was expected"), |a| &a.expected, |a| &mut a.expected),
        row(is(Field::Avoidable, "avoidable", Holds::MaybeFlag, "whether its loss was avoidable"), |a| &a.avoidable, |a| &mut a.avoidable),
        row(is(Field::Because, "because", Holds::Text, "why its loss is said to be that"), |a| &a.because, |a| &mut a.because),
        row(is(Field::JudgedOn, "judged_on", Holds::Day, "the day of that loss"), |a| &a.judged_on, |a| &mut a.judged_on),
    ];
}
