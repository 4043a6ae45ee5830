"""What delegates might say: parts of sentences, by question and prompt, that fit together.

Every beginning goes with every middle and every end. None names a person.
"""

from __future__ import annotations

Parts = tuple[tuple[str, ...], ...]

CHILDRENS_TRUSTS: Parts = (
    (
        "We need one shared plan",
        "A single needs analysis would help",
        "Pooled budgets are the test",
        "Start with joint commissioning",
        "Give the Trust board real authority",
        "Agree a few outcomes that everybody owns",
        "Put schools at the heart of the Trust",
        "Bring the voluntary sector in from the beginning",
    ),
    (
        ", so that partners stop working to separate targets",
        ", because parents only see one system",
        ", with health and the police signed up to it",
        ", with each locality deciding how to deliver it",
        ", rather than another layer of meetings",
        ", as we have begun to do with our PCT",
    ),
    (
        ".",
        ". Publish what has changed each year.",
        ". Governors should hear about it too.",
        ". It has to survive a change of director.",
        ". Ask families whether they notice.",
        ". We are only halfway there.",
    ),
)

LOCAL_ISSUES: Parts = (
    (
        "Keeping experienced social workers",
        "Recruiting health visitors",
        "The caseload of the referral team",
        "The shortage of educational psychologists",
        "Covering our rural areas",
        "Turnover among family support workers",
        "Finding time for proper supervision",
        "Training foster carers and residential staff together",
    ),
    (
        " is our biggest worry",
        " comes up in every review",
        " gets harder each year",
        " takes more management time than anything else",
        " is what stops us acting early",
        " matters more here than pay",
    ),
    (
        ".",
        ", and neighbouring authorities compete with us for the same people.",
        ". Agency cover costs us far too much.",
        "; newly qualified staff need a lighter first year.",
        ", above all in the north of the county.",
        ". A shared training offer across agencies would help.",
    ),
)

GOVERNMENT_HELP: Parts = (
    (
        "Fund training across agencies",
        "Give us three-year budgets",
        "Reduce the number of separate grants",
        "Agree one set of national indicators",
        "Support a national recruitment campaign",
        "Make the first year in practice a protected one",
        "Align the inspection frameworks",
        "Share what works from other regions",
    ),
    (
        " so that we can plan",
        " and leave the detail to local partners",
        ", with health on the same footing",
        " before asking for the next reform",
        " and keep to it",
        ", including for the voluntary sector",
    ),
    (
        ".",
        ". That would make the most difference here.",
        ", please, and soon.",
        ". Guidance alone will not do it.",
        "; pilots end just when they begin to work.",
        ". Schools need to see it as theirs as well.",
    ),
)

MANAGING_CHANGE: Parts = (
    (
        "Strong leadership across all partners",
        "Working as locality teams under one roof",
        "A clear set of shared priorities",
        "An honest look at the data together",
        "Joint training for front-line staff",
        "Trust between middle managers",
        "Listening to children and young people",
        "A formal agreement on who does what",
    ),
    (
        " has moved things along here",
        " makes the difference between a plan and a result",
        " is what we would protect if money were short",
        " comes first, structures second",
        " takes time that nobody budgets for",
        " needs the chief executives behind it",
    ),
    (
        ".",
        ". Frequent reorganisation stands in its way.",
        ", and staff must see why we are changing.",
        ". Celebrate small gains along the way.",
        ", or partners drift back to their own targets.",
        ". Our biggest risk is short-term funding.",
    ),
)

EARLY_INTERVENTION: Parts = (
    (
        "One common assessment that every agency accepts",
        "A named lead professional for each family",
        "Reaching the families who do not come to a Children’s Centre",
        "Better information sharing with GPs",
        "A team around the child at the first concern",
        "A weekly talk between health visitors and schools",
        "Training everyone who sees children to spot the signs",
        "Support for parents before things go wrong",
    ),
    (
        " would catch most needs early",
        " matters more than new structures",
        " means that no family tells its story twice",
        " has worked well in our pilot area",
        " is the step we keep putting off",
        " needs time set aside for it",
    ),
    (
        ".",
        ", whoever sees the child first.",
        ". Thresholds must be the same everywhere.",
        ", and somebody must follow it up.",
        ". Teenagers are missed as often as the under-fives.",
        ". Let us measure how quickly help arrives.",
    ),
)

ANYTHING: Parts = (
    (
        "Start small",
        "Ask the people who do the work",
        "Share what has worked elsewhere",
        "Agree what success looks like",
        "Make one person responsible",
        "Give it time",
        "Keep it simple",
        "Listen before deciding",
    ),
    (
        ", then build on it",
        " and write it down",
        ", together with our partners",
        ", even when money is short",
        " before adding anything new",
        ", and be open about what fails",
    ),
    (
        ".",
        ". We have tried it, and it helps.",
        ", and come back to it in six months.",
        ". That would be a good beginning.",
        ", step by step.",
        ". Everyone here can do something about it.",
    ),
)

# By the keys of a question and of its prompt; a question without prompts has an empty one.
BANK: dict[tuple[str, str], Parts] = {
    ("childrens-trusts", ""): CHILDRENS_TRUSTS,
    ("workforce", "local-issues"): LOCAL_ISSUES,
    ("workforce", "government-help"): GOVERNMENT_HELP,
    ("managing-change", ""): MANAGING_CHANGE,
    ("early-intervention", ""): EARLY_INTERVENTION,
}
