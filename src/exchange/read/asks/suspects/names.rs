//! What the names of columns that are not used say of them. Must not know values.

use super::Looks;
use crate::domain::listed::is_listed;
use crate::exchange::read::by_name::shared;
use crate::exchange::read::columns::{is_among, squeeze, words};
use crate::exchange::read::off::HUNDREDTHS;
use crate::exchange::read::{guess, values};

/// Words of columns with days that end nothing.
const NO_END: &str = "activated conversion charge charged converted onboarded onboarding upgraded live kickoff contacted verified approved \
    confirmed synced imported exported seen login visit viewed opened refreshed entered added registered joined booked \
    start started begin begins beginn from von since created updated modified changed renew renewal \
    renewed next period trial birth birthday sign signup signed first last current invoice due paid payment \
    billing anfang début debut inicio início inizio criacao renovacao";

/// The same, where they are a part of a longer word.
const WITHIN: &str = "discount coupon rabatt created updated modified renewal renewed criacao renovacao proxima renouvel";

/// Words that give such a column away, in the languages its makers speak.
const WORDS: [(Looks, &str); 6] = [
    (
        Looks::Addon,
        "addon addons addonprice addonamount addonmrr addonsmrr addonfee addonsprice addonstotal extras overage overages \
         surcharge surcharges supplement supplements upsell upsells zusatz zusatzmodule aufpreis zuschlag zuschläge =extra \
         =options =modules modulesmrr supplément suppléments suplemento",
    ),
    (
        Looks::Count,
        "intervalcount periodcount cyclecount planintervalcount billingcycles months monate mois meses termmonths \
         termlength contractmonths numberofmonths intervals billingintervalcount frequencycount intervalunits every cycle cycles term length \
         interval frequency recurrence period laufzeit looptijd duração durata contractlength duration dauer durée duración commitment plazo \
         vertragslaufzeit vertragsdauer periodicity periodicidad periodizität périodicité periodicite periodicità \
         periodiciteit multiyear years yrs jahre años anos contractyears engagement",
    ),
    (
        Looks::Quantity,
        "quantity qty seats seat licenses licences license licence units users usercount seatcount menge anzahl \
         quantité quantite qté qte qtà cant anz stk pcs pieces cantidad quantità aantal antal plätze lizenzen numberofseats numberofusers devices nodes employees members agents locations stores \
         headcount copies volume nutzer utilisateurs sièges sieges stück stueck asientos utenti gebruikers \
         posti postazioni sedi licenze sedes licencias plazas puestos usuarios usuários licenças licencas assentos lugares \
         postes effectif benutzer arbeitsplätze sitze mitarbeiter platser användare licenser pladser brugere brukere \
         lisenser plasser käyttäjät lisenssit licenties plaatsen użytkownicy licencje ilość liczba miejsca počet uživatelé \
         kullanıcı adet multiplier multiplicator multiplikator faktor factor items subscriptionitems =teamsize =companysize =size =team =count \
         =hosts =contacts =number staff people persons personen personas personnes participants servers instances \
         vehicles sensors endpoints mailboxes learners students sites quantidade количество standorte domains projects beds rooms pupils subscriptions",
    ),
    (
        Looks::Discount,
        "discount discounts discountpercent discountpercentage discountamount coupon couponpercent percentoff \
         amountoff promo promotion isdiscounted hasdiscount discountcode couponcode coupons promocode promotioncode voucher vouchers \
         vouchercode gutschein gutscheincode rabattcode rabatte kortingscode codepromo cupon cupón cupom buono rebate rabatt remise descuento sconto korting rabat creditamount off disc nachlass reduction réduction desconto abschlag skonto deduction allowance markdown concession",
    ),
    (
        Looks::Currency,
        "currency currencycode curr ccy cur währung waehrung devise moneda valuta iso monnaie",
    ),
    (
        Looks::Account,
        "email mail emailaddress customer company account organization organisation client kunde firma \
         respondentemail contactemail useremail customeremail société cliente bedrijf",
    ),
];

/// Whether a name is one of add-ons, written with a stroke: `add_on_mrr`, `Add-ons`.
fn adds_on(name: &str) -> bool {
    let words: Vec<String> = words(name).collect();
    let mut pairs = words.windows(2);
    pairs.any(|pair| pair[0] == "add" && matches!(pair[1].as_str(), "on" | "ons"))
}

/// Whether it counts intervals of something else than a price: those that are left, or free.
fn counts_others(name: &str) -> bool {
    const OTHERS: &str = "remaining left renewal used elapsed completed trial pause paused grace notice min minimum max maximum";
    let has = |list: &str| words(name).any(|word| is_listed(list, &word));
    has(OTHERS) || (has("total") && has("cycles"))
}

/// Whether it holds ids: they are no number of anything.
fn is_id(name: &str) -> bool {
    words(name)
        .last()
        .is_some_and(|word| ["id", "ids", "uuid", "oid"].contains(&word.as_str()))
}

/// A name of more words is a question.
const LONG: usize = 6;

/// Words of columns that say how often, beside those of counts.
const OFTEN: &str = "billing billed bills cadence turnus rhythm rhythmus zahlweise zahlungsweise interval intervall \
    frequency recurrence period term cycle mode renews";

/// What is due so many times in an interval.
const PAYS: &str = "payments payment billings billing invoices invoice charges bills instalments installments times \
    zahlungen raten rechnungen paiements factures pagos facturas";

/// What a column could be among what is looked for: what its name says, else what its values may say. And whether its
/// name says it.
pub(super) fn looks(name: &str, wanted: impl Fn(Looks) -> bool) -> (Vec<Looks>, bool) {
    let squeezed = squeeze(name);
    let named = WORDS
        .into_iter()
        .filter(|(looks, _)| wanted(*looks))
        .find(|(looks, known)| {
            let known = || known.split_whitespace();
            // What says it only where it is the whole name is marked.
            known().any(|known| known.trim_start_matches('=') == squeezed)
                || words(name).any(|word| known().any(|k| k == word))
                || (*looks == Looks::Addon && adds_on(name))
        });
    let named = named.map(|(looks, _)| looks);
    let named = named.filter(|looks| match looks {
        Looks::Count => !counts_others(name) && !is_id(name),
        Looks::Quantity | Looks::Addon => !is_id(name),
        _ => true,
    });
    // A question of a survey names many things and is none of them.
    let asks = name.trim_end().ends_with('?') || words(name).count() > LONG;
    let counts = || guess::counts_customers(name);
    if matches!(named, Some(Looks::Account)) && (asks || counts()) {
        return (Vec::new(), false);
    }
    if let Some(looks) = named.filter(|looks| *looks != Looks::Count) {
        return (vec![looks], true);
    }
    if shared(name).is_some() && wanted(Looks::Count) {
        let pays = words(name).any(|word| is_listed(PAYS, &word));
        return (vec![Looks::Count], pays);
    }
    let ends = !ends_nothing(name);
    let any = [
        Looks::Interval,
        Looks::Status,
        Looks::End,
        Looks::Day,
        Looks::Currency,
    ];
    let any = any.into_iter().filter(|looks| wanted(*looks));
    let any = any.filter(|looks| *looks != Looks::End || ends);
    let often = words(name).any(|word| is_listed(OFTEN, &word));
    (
        named.into_iter().chain(any).collect(),
        named.is_some() || often,
    )
}

/// Whether the days of a column of this name end nothing.
pub(in crate::exchange::read::asks) fn ends_nothing(name: &str) -> bool {
    const GONE: [&str; 16] = [
        "paus", "suspen", "archiv", "hold", "frozen", "inactiv", "deactiv", "disabl", "block",
        "dormant", "cancel", "kündig", "terminat", "churn", "delet", "stopp",
    ];
    let squeezed = squeeze(name);
    const LAST_DAY: &str = "last final day date of service contract subscription";
    let last = |word: &str| word == "last" || word == "final";
    let of_it = |word: String| is_listed(LAST_DAY, &word);
    if words(name).next().is_some_and(|word| last(&word)) && words(name).skip(1).all(of_it) {
        return false;
    }
    let gone = |word: String| GONE.iter().any(|gone| word.starts_with(gone));
    if words(name).any(gone) && !words(name).any(|word| word == "trial" || word == "next") {
        return false;
    }
    let says = |list: &str, is: &dyn Fn(&str) -> bool| list.split_whitespace().any(is);
    words(name).any(|word| says(NO_END, &|known| known == word))
        || says(WITHIN, &|part| squeezed.contains(part))
}

/// Whether the days of a column of this name are those on which a file was made or loaded.
pub(in crate::exchange::read::asks) fn is_of_loading(name: &str) -> bool {
    const MADE: &str = "export exported extracted extract load loaded loading import imported ingested ingest sync synced  \
        fivetran airbyte stitch snapshot pulled pull etl dwh inserted fetched crawled downloaded download refreshed batch generated";
    words(name).any(|word| is_listed(MADE, &word))
}

/// Whether a short word for an interval is a letter, or a name that people have, or says yes or no.
pub(super) fn is_no_word(value: &str) -> bool {
    const NAMES: &str = "an ann ano mo mon";
    let letter = value.chars().count() == 1;
    letter || values::tick(value).is_some() || is_listed(NAMES, &value.to_lowercase())
}

/// Whether a column says in its name that it is in per cent.
pub(super) fn is_in_percent(name: &str) -> bool {
    const MORE: &str = "perc pourcent percentuale";
    let lower = name.to_lowercase();
    lower.contains('%')
        || lower.contains("percent")
        || words(name).any(|word| is_among(&[HUNDREDTHS, MORE], &word))
}

/// Whether a column is called as those of states are.
pub(super) fn is_of_states(name: &str) -> bool {
    const STATES: &str =
        "stage status state lifecycle phase standing zustand statut estado stato stadium";
    words(name).any(|word| is_listed(STATES, &word))
}

/// Whether a column is called as what is paid on top of a price.
pub(in crate::exchange::read::asks) fn is_addon(name: &str) -> bool {
    looks(name, |looks| looks == Looks::Addon).0 == [Looks::Addon]
}
