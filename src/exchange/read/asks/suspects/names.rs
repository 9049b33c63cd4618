//! What the names of columns that are not used say of them. Must not know values.

use super::Looks;
use crate::exchange::read::columns::{squeeze, words};

/// Words of columns with days that end nothing.
const NO_END: &str = "start started begin begins beginn from von since created updated modified changed renew renewal \
    renewed next period trial birth birthday sign signup signed first last current invoice due paid payment \
    billing anfang début debut inicio início inizio criacao renovacao";

/// The same, where they are a part of a longer word.
const WITHIN: &str = "created updated modified renewal renewed criacao renovacao proxima renouvel";

/// Words that give such a column away, in the languages its makers speak.
const WORDS: [(Looks, &str); 5] = [
    (
        Looks::Count,
        "intervalcount periodcount cyclecount planintervalcount billingcycles months monate mois meses termmonths \
         termlength contractmonths numberofmonths intervals billingintervalcount frequencycount intervalunits every cycle cycles term length \
         interval frequency recurrence period laufzeit contractlength",
    ),
    (
        Looks::Quantity,
        "quantity qty seats seat licenses licences license licence units users usercount seatcount menge anzahl \
         quantité quantite cantidad quantità aantal antal plätze lizenzen numberofseats numberofusers devices nodes employees members agents locations stores \
         headcount copies volume nutzer utilisateurs sièges sieges stück stueck asientos utenti gebruikers \
         posti postazioni sedi licenze sedes licencias plazas puestos usuarios usuários licenças licencas assentos lugares \
         postes effectif benutzer arbeitsplätze sitze mitarbeiter platser användare licenser pladser brugere brukere \
         lisenser plasser käyttäjät lisenssit licenties plaatsen użytkownicy licencje ilość liczba miejsca počet uživatelé \
         kullanıcı adet multiplier multiplicator multiplikator faktor factor items subscriptionitems",
    ),
    (
        Looks::Discount,
        "discount discounts discountpercent discountpercentage discountamount coupon couponpercent percentoff \
         amountoff promo promotion isdiscounted hasdiscount discountcode couponcode coupons promocode promotioncode voucher vouchers \
         vouchercode gutschein gutscheincode rabattcode rabatte kortingscode codepromo cupon cupón cupom buono rebate rabatt remise descuento sconto korting rabat creditamount off disc nachlass reduction",
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

/// A name of more words is a question.
const LONG: usize = 6;

/// What a column could be among what is looked for: what its name says, else what its values may say.
pub(super) fn looks(name: &str, wanted: impl Fn(Looks) -> bool) -> Vec<Looks> {
    let squeezed = squeeze(name);
    let named = WORDS
        .into_iter()
        .filter(|(looks, _)| wanted(*looks))
        .find(|(_, known)| {
            let known = || known.split_whitespace();
            known().any(|known| known == squeezed)
                || words(name).any(|word| known().any(|k| k == word))
        });
    let named = named.map(|(looks, _)| looks);
    // A question of a survey names many things and is none of them.
    let asks = name.trim_end().ends_with('?') || words(name).count() > LONG;
    if asks && matches!(named, Some(Looks::Account)) {
        return Vec::new();
    }
    if let Some(looks) = named.filter(|looks| *looks != Looks::Count) {
        return vec![looks];
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
    named.into_iter().chain(any).collect()
}

/// Whether the days of a column of this name end nothing.
pub(in crate::exchange::read::asks) fn ends_nothing(name: &str) -> bool {
    let squeezed = squeeze(name);
    let says = |list: &str, is: &dyn Fn(&str) -> bool| list.split_whitespace().any(is);
    words(name).any(|word| says(NO_END, &|known| known == word))
        || says(WITHIN, &|part| squeezed.contains(part))
}

/// Whether a column is called as those of states are.
pub(super) fn is_of_states(name: &str) -> bool {
    const STATES: &str =
        "stage status state lifecycle phase standing zustand statut estado stato stadium";
    words(name).any(|word| STATES.split_whitespace().any(|known| known == word))
}
