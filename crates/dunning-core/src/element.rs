//! The elements of a text: what rules demand, bundles declare and the content check finds. Nothing here looks for them.

use crate::words::words;

words! {
    /// Something a text must or may say.
    #[non_exhaustive]
    Element, "element" {
        /// Who the lender is.
        Creditor = "creditor",
        /// Where to ask: a hotline, an official site, a consultation in the app.
        Contact = "contact",
        /// How to stop such messages.
        OptOut = "opt_out",
        /// How much is asked for.
        Amount = "amount",
        /// When it fell or falls due.
        DueDate = "due_date",
        /// Where to pay.
        Link = "link",
        /// Why it is owed.
        Cause = "cause",
        /// The sender's signature in 【】 (carrier rules of mainland China).
        Signature = "signature",
        /// "This is an attempt to collect a debt; information will be used for that purpose" (12 CFR 1006.18(e)(1)).
        CollectorInitial = "collector_initial",
        /// "This is from a debt collector" (12 CFR 1006.18(e)(2)).
        CollectorLater = "collector_later",
        /// Who calls, in a call (12 CFR 1006.14(g)).
        CallerIdentity = "caller_identity",
        /// The customer's name, as a card issuer's letter carries it (CBRC Order 2011 No 2, art 69).
        CustomerName = "customer_name",
        /// Rights, duties and how to object (CBRC Order 2011 No 2, art 69).
        Rights = "rights",
    }
}
