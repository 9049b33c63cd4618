//! The names columns go by: every field of every kind with the headers it is known under, as data.
//! Must not know how a header is matched (`header`) or a value read (`rows`).

mod movements;
mod usage;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::domain::account::Account;
use crate::domain::field::{FieldOf, Holds, Thing};
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::roadmap::{Owner, RoadmapItem};

pub(super) use movements::{Goes, MONTH, PARTS};

/// The fields that a column of words can say something of in passing.
pub(super) const WORDED: [&str; 3] = ["interval", "currency", "discount_percent"];

/// A field a column can be mapped to.
#[derive(Clone, Copy, Debug)]
pub struct FileField {
    /// Its plain name, which `--map` uses.
    pub name: &'static str,
    /// What its values look like; says which ways of writing have to be settled for the whole column.
    pub shape: ValueShape,
    /// Headers it is known under, best first, a blank between two, as [`super::columns::squeeze`] leaves them. The plain name is one
    /// without being listed, and then the best.
    pub known: &'static str,
    /// Words that give a header away when none of `known` is there, as in "What is the main reason?"; such a
    /// find counts half.
    pub hints: &'static str,
    /// How much this field says about the kind of the file.
    pub weight: u32,
    /// Whether a column is this field only where a person or the vendor's shape says so.
    pub told: bool,
}

/// What the values of a field look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueShape {
    /// Words, ids and everything that is read for itself.
    Text,
    /// A calendar day.
    Day,
    /// Money.
    Amount,
    /// How many of something.
    Count,
}

/// A kind of file: its fields, and which of them it cannot do without.
#[derive(Debug)]
pub struct Form {
    /// The kind.
    pub kind: ImportKind,
    /// Its fields.
    pub fields: Cow<'static, [FileField]>,
    /// One of each group has to be there.
    pub needs: &'static [&'static [&'static str]],
    /// One of these has to be there for the file to be taken for this kind unasked; empty for no such rule.
    pub signs: &'static [&'static str],
}

const fn of(shape: ValueShape, name: &'static str, weight: u32) -> FileField {
    let (known, hints) = ("", "");
    FileField {
        name,
        shape,
        known,
        hints,
        weight,
        told: false,
    }
}

pub(super) const fn text(name: &'static str, weight: u32) -> FileField {
    of(ValueShape::Text, name, weight)
}

const fn day(name: &'static str, weight: u32) -> FileField {
    of(ValueShape::Day, name, weight)
}

const fn how_many(name: &'static str, weight: u32) -> FileField {
    of(ValueShape::Count, name, weight)
}

pub(super) const fn amount(name: &'static str, weight: u32) -> FileField {
    of(ValueShape::Amount, name, weight)
}

impl FileField {
    /// The fields of a thing that files can have, as its own table describes them.
    fn of<T: Thing>() -> Cow<'static, [FileField]> {
        let known = |row: &FieldOf<T>| {
            let import = row.is.import?;
            let shape = match row.is.holds {
                Holds::Day | Holds::NeedsDay => ValueShape::Day,
                _ => ValueShape::Text,
            };
            Some(of(shape, import.name, import.weight).known(import.known))
        };
        T::FIELDS.iter().filter_map(known).collect()
    }

    pub(super) const fn known(self, known: &'static str) -> FileField {
        FileField { known, ..self }
    }

    const fn told(self) -> FileField {
        FileField { told: true, ..self }
    }

    pub(super) const fn hinted(self, hints: &'static str) -> FileField {
        FileField { hints, ..self }
    }
}

/// The field of the currency that was billed, where the amounts are in another.
pub(super) const BILLED: &str = "billed";

/// The field of the further ids of an account: several columns can be it, and a cell can have several.
pub(super) const ALSO: &str = "also";

/// How other systems call the customer in a file about something else.
pub(super) const ACCOUNT: &str = "accountid customerid customer customerexternalid customeroid accountexternalid companyid company \
         organizationid organisationid organization organisation orgid clientid client workspaceid tenantid teamid \
         userid customeruuid logoid subscriberid contactid accountname customername companyname \
         custid cust custno custnumber customernumber customerno customercode clientnumber clientno acctid accountnumber accountno \
         accountcode accountnum accountref accountkey acctcode acctnumber custcode custref customernum customerref customerkey \
         clientcode clientnum clientref clientkey companycode companynumber companyno companyref organizationcode tenantcode \
         kundennummer kundennr kundenid kundencode codeclient codigocliente idcliente clienteid idclient numeroclient kundnummer kundid idassinante \
         klantnummer kunde kundenname klant cliente klient kund firma empresa azienda bedrijf société";

/// Whether a name, squeezed, ends as the ids of accounts are called, as `subscriptioncustomerid` does.
pub(super) fn ends_as_account(name: &str) -> bool {
    let ids = ACCOUNT.split_whitespace();
    let mut ids = ids.filter(|id| id.ends_with("id") && *id != "userid" && *id != "contactid");
    ids.any(|id| name.ends_with(id))
}

const CURRENCY: FileField = text("currency", 0).known("currencycode plancurrency iso isocurrency");

const RECEIVED: &str = "receivedat receivedon submittedat submitdateutc submitdate submitted submissiondate at date day \
         createdat created createdutc createdon createddate timestamp time responsedate respondedat \
         enddate enddateutc reviewdate surveydate answeredat answeredon postedat posted datesubmitted completedat startedat \
         openedat openedon openeddate opendate dateopened reportedat raisedat senton sentat datereceived receiveddate feedbackdate commentdate \
         messagedate ticketdate";

const WORDS: &str = "content comment comments feedbacktext feedback review reviewtext reviewbody body message \
         verbatim response answer quote words ticketbody ticketdescription additionalcomments openfeedback freetext remarks";

const SCORE: &str = "rating stars npsscore nps csat csatscore ces satisfactionscore satisfaction satisfactionrating \
         reviewscore reviewrating grade";

/// Whether a column, squeezed, is called as scores are.
pub(super) fn is_score(name: &str) -> bool {
    name == "score" || is_listed(SCORE, name)
}

/// What stands for the text where there is none.
const TITLE: FileField = text("title", 1).known(
    "subject summary headline ticketsubject ticketsummary emailsubject conversationsubject reviewtitle issuetitle \
     requestsubject casesubject tickettitle",
);

const TAGS: FileField = text("tags", 0).known("tag labels themes theme topics");

/// Columns of states; all but the first two say yes or no to whether somebody pays.
pub(super) const STATES: &str = "subscriptionstatus state active isactive aktiv actif activo ativo attivo actief enabled isenabled live islive \
    stillactive currentlyactive subscribed issubscribed paying ispaying churn churned ischurned haschurned churnflag attrition attrited hasleft left lost islost exited hasexited iscustomer stillcustomer iscurrentcustomer cancelled \
    canceled iscancelled iscanceled cancelledflag canceledflag inactive isinactive terminated isterminated isended \
    isexpired gekündigt istgekündigt paused ispaused onpause pausecollection pausecollectionbehavior onhold isonhold \
    pastdue ispastdue unpaid isunpaid overdue isoverdue delinquent isdelinquent deleted isdeleted suspended issuspended \
    archived isarchived stopped isstopped removed isremoved deactivated isdeactivated disabled isdisabled blocked isblocked lapsed islapsed dormant isdormant frozen isfrozen \
    pausiert istest test testaccount testmode livemode islivemode isdemo issandbox sandbox isinternal isdummy";

const SUBSCRIPTIONS: Form = Form {
    kind: ImportKind::Subscriptions,
    fields: Cow::Borrowed(&[
        text("id", 1).known(
            "subscriptionid subscriptionexternalid subscriptionoid subid contractid \
             subscriptionuuid subscription vertragsnummer abonnementid idabonnement idassinatura suscripcionid",
        ),
        text("account", 1).known(ACCOUNT),
        text(ALSO, 0).told(),
        day("start", 4).known(
            "startdate startedat startdateutc startutc startson startat starteddate \
             subscriptionstartedat subscriptionstart subscriptionstartdate contractstart \
             validfrom from activatedat startdatum vertragsbeginn datedebut dateabonnement datainicio fechainicio",
        ),
        day("end", 2).known(
            "enddate endedat endedatutc endat ended endson subscriptionendedat subscriptionend \
             subscriptionenddate contractend validto validuntil to until canceledatutc \
             cancelledatutc canceledat cancelledat subscriptioncanceledat canceledon cancelledon \
             cancellationdate canceldate churnedat churndate expiresat expiredat enddatum vertragsende datefin \
             datafim fechafin slutdatum",
        ),
        amount("amount", 3).known(
            "mrr mrramount monthlyrecurringrevenue monthlyamount monthlyprice monthlyrevenue \
             monthlyfee monthlyrate pricepermonth amountmonthly mrrcents amountcents price planamount \
             unitamount unitprice priceperunit priceperseat listprice netprice tariff cost charge recurringamount fee value total arr arramount annualamount yearlyamount \
             annualprice acv monatspreis monatsbetrag valormensal preciomensual prixmensuel betrag preis montant \
             prix valor precio preco importe belopp planprice priceamount planunitamount planmrr subscriptionprice \
             subscriptionamount priceperuser priceperlicense pricepermember seatprice userprice perseatprice \
             peruserprice mrrperseat mrrperuser feeperseat feeperuser \
             yearlyprice yearlyfee annualfee annualvalue annualrecurringrevenue annualcontractvalue \
             quarterlyprice quarterlyfee quarterlyamount jahresbetrag jahrespreis tcv contractvalue totalcontractvalue \
             betragmonatlich monatlicherbetrag preismonatlich monatlicherpreis preispromonat betragpromonat monatlich \
             montantmensuel mensualité mensualite importemensual cuotamensual preçomensal precomensal importomensile \
             canonemensile prezzomensile maandbedrag maandprijs prijspermaand bedragpermaand",
        ),
        text("interval", 2).known(
            "billinginterval planinterval billingfrequency billingperiod billingcycle frequency \
             period term recurrence abrechnungsintervall periodicite periodicité periodicidade periodicidad frecuencia",
        ),
        how_many("interval_count", 1).known(
            "planintervalcount billingintervalcount billingperiodcount periodcount pricingintervalcount",
        ),
        how_many("quantity", 0).told(),
        text("discount_percent", 0).told(),
        text("discount_fraction", 0).told(),
        amount("discount", 0).told(),
        text("discount_type", 0).told(),
        amount("addon", 0).told(),
        day("period_start", 0).told(),
        CURRENCY,
        text("plan", 1).known(
            "planname plantier product productname tier planexternalid pricename planid tarif formule nomeplano \
             nombreplan",
        ),
        text("trial", 1).known("istrial intrial trialing status subscriptionstatus state statut estado"),
        text("cause", 0).known(
            "cancellationreason cancelreason cancellationdetailsreason churnreason \
             cancellationtype churntype canceledreason cancelledreason endreason status \
             subscriptionstatus",
        ),
        text("status", 0).known(STATES),
        day("canceled", 0).known(
            "canceledatutc cancelledatutc canceledat cancelledat subscriptioncanceledat canceledon cancelledon \
             cancellationdate canceldate",
        ),
        text("at_period_end", 0)
            .known("cancelatperiodend cancelatendofperiod cancelatendofterm cancelsatperiodend"),
        day("period_end", 0).known(
            "currentperiodend currentperiodendutc currentperiodendsat currenttermend currenttermends \
             currenttermendsat paidthrough paidthroughdate paiduntil",
        ),
        day("trial_end", 0).known("trialenddate trialendsat trialendat trialendutc trialendson trialfinishesat"),
        day("status_end", 0).told(),
    ]),
    needs: &[&["account"], &["start"], &["amount"]],
    signs: &[],
};

const BALANCES: Form = Form {
    kind: ImportKind::Balances,
    fields: Cow::Borrowed(&[
        text("account", 1).known(ACCOUNT),
        day("day", 3).known(
            "date month asof snapshotdate monthend on period snapshot monthstart monthstartdate startofmonth firstofmonth \
             monthbegin monthdate monthending endofmonth",
        ),
        amount("mrr", 3)
            .known("balance mrrcents mrramount monthlyrevenue currentmrr monthlyrecurringrevenue endingmrr closingmrr endmrr mrratend"),
        text("part", 0).told(),
        CURRENCY,
    ]),
    needs: &[&["account"], &["day"], &["mrr"]],
    signs: &[],
};

const SURVEYS: Form = Form {
    kind: ImportKind::Surveys,
    fields: Cow::Borrowed(&[
        text("id", 1).known(
            "responseid surveyid churneventid eventid surveyresponseid submissionid token \
             responsetoken #",
        ),
        text("account", 1).known(ACCOUNT),
        day("received", 2).known(
            "receivedat submittedat submitdateutc submitdate churndate canceledat cancelledat \
             cancellationdate canceldate canceleddate cancelleddate cancelationdate datecancelled datecanceled exitdate leavingdate \
             departuredate dateofcancellation kündigungsdatum \
             cancelledon canceledon churnedat canceledatutc lostdate closedate at date day \
             createdat createdutc created submitted timestamp responsedate respondedat \
             completedat datesubmitted surveydate answeredat answeredon",
        ),
        text("reason", 6)
            .known(
                "reasoncode cancellationreason cancelreason churnreason statedreason primaryreason \
             mainreason reasonforleaving reasonforcancelling reasonforcanceling exitreason \
             lossreason whydidyoucancel kündigungsgrund kuendigungsgrund raisondepart motivocancelamento motivobaja",
            )
            .hinted("reason reasons"),
        text("text", 3).known(WORDS).hinted(
            "why improve better else tell comment comments feedback description notes note details",
        ),
        text("score", 1)
            .known(SCORE)
            .hinted("likely recommend rate satisfied"),
        TAGS,
        TITLE,
    ]),
    needs: &[&["reason", "text", "score", "title"]],
    signs: &["reason"],
};

const FEEDBACK: Form = Form {
    kind: ImportKind::Feedback,
    fields: Cow::Borrowed(&[
        text("id", 2).known(
            "feedbackid reviewid messageid commentid ticketid responseid conversationid caseid casenumber \
             issueid submissionid token npsid requestid #",
        ),
        text("account", 1).known(ACCOUNT),
        day("received", 2).known(RECEIVED),
        text("source", 2).known("channel origin via type sourcetype platform"),
        text("text", 4).known(WORDS).hinted(
            "why improve better else tell comment comments feedback description notes note details",
        ),
        text("score", 2)
            .known(SCORE)
            .hinted("likely recommend rate satisfied"),
        TAGS,
        TITLE,
    ]),
    needs: &[&["text", "score", "title"]],
    signs: &[],
};

/// Every kind of file. Owners, accounts and roadmap items are things whose tables say what a file may call
/// their fields; the other kinds are rows of their own, and surveys and feedback two kinds of one thing.
pub static FORMS: LazyLock<[Form; 9]> = LazyLock::new(|| {
    [
        Form {
            kind: ImportKind::Owners,
            fields: FileField::of::<Owner>(),
            needs: &[&["name"]],
            signs: &["team", "email"],
        },
        Form {
            kind: ImportKind::Accounts,
            fields: accounts(),
            needs: &[&["id"]],
            signs: &[
                "signed_up",
                "name",
                "plan",
                "segment",
                "channel",
                "region",
                "owner",
            ],
        },
        SUBSCRIPTIONS,
        movements::MOVEMENTS,
        BALANCES,
        Form {
            kind: ImportKind::Roadmap,
            fields: FileField::of::<RoadmapItem>(),
            needs: &[&["title"]],
            signs: &["status", "target", "ease"],
        },
        SURVEYS,
        FEEDBACK,
        usage::USAGE,
    ]
});

/// Those of an account, and that of its further ids.
fn accounts() -> Cow<'static, [FileField]> {
    let mut fields = FileField::of::<Account>().into_owned();
    fields.push(text(ALSO, 0).told());
    Cow::Owned(fields)
}

/// The form of a kind.
pub fn form(kind: ImportKind) -> &'static Form {
    let found = FORMS.iter().find(|form| form.kind == kind);
    found.unwrap_or(&FORMS[FORMS.len() - 1])
}

impl Form {
    /// The place of a field among the fields, by its plain name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }
}
