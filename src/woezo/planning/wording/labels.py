"""The words for a plan's codes, columns and faults, in English; translated where they are shown."""

from __future__ import annotations

from typing import Final

from woezo.parameters.declaring import Counted, ngettext_noop
from woezo.parameters.declaring import gettext_noop as _
from woezo.planning.wording.scenario_words import SCENARIO_FAULTS
from woezo.planning.wording.site_words import SITE_FAULTS

LABELS: Final[dict[str, str]] = {
    # -- ways of counting and readings
    "given": _("Classes of the plan"),
    "in_force": _("In force"),
    "capacity": _("Contacts they can serve"),
    "starts": _("Recruited"),
    "on_payroll": _("On the payroll"),
    "certified": _("Certified"),
    "effective": _("Effective"),
    "recruited": _("Recruited"),
    "in_training": _("In training"),
    "steady": _("steady state, leavers not replaced"),
    "average": _("plan average"),
    # -- what-ifs
    "as_planned": _("As planned"),
    "attrition_doubles": _("Attrition doubles"),
    "class_fails": _("Second class fails"),
    "programme_late": _("First programme two months late"),
    "pay_rises": _("Pay rises by 10%"),
    # -- tables
    "readings": _("What each reading takes"),
    "promises": _("Promises"),
    "what_ifs": _("What if…"),
    "to_keep": _("What would still keep the promise"),
    "kept": _("To keep it"),
    "compared": _("Comparison"),
    "differences": _("What differs in their texts"),
    "difference": _("Difference"),
    "difference_eur": _("Difference, EUR"),
    "plan": _("Plan"),
    "reading": _("Reading"),
    "curve": _("People by month"),
    "on_day": _("People on a day"),
    "learning_curve": _("Learning and handling time"),
    "month_since_certification": _("Month since certification"),
    "efficiency": _("Work of an experienced agent"),
    "count": _("People"),
    "classes": _("Classes"),
    "funnel": _("Applicants by stage"),
    "staff": _("Seats and staff by month"),
    "seats": _("Seats"),
    "costs": _("Cost by month"),
    "lines": _("Cost lines"),
    "years": _("By year"),
    "contacts": _("Cost of a contact"),
    "hours": _("Cost of a productive hour"),
    "days_off": _("Days off"),
    "parameters": _("Parameters"),
    # -- what a workbook is of
    "about": _("About"),
    "version": _("Version"),
    "rate": _("Exchange rate"),
    "simulated": _("Simulated plans"),
    "seed": _("Seed"),
    "made_on": _("Made on"),
    # -- columns
    "case": _("Case"),
    "places": _("Places"),
    "cost": _("Cost"),
    "cost_eur": _("Cost, EUR"),
    "productive_hour": _("Productive hour"),
    "productive_hour_eur": _("Productive hour, EUR"),
    "promise": _("Promise"),
    "counted_as": _("Counted as"),
    "until": _("Until"),
    "target": _("Target"),
    "expected": _("Expected"),
    "chance": _("Chance"),
    "month": _("Month"),
    "p5": _("5th percentile"),
    "p50": _("median"),
    "p95": _("95th percentile"),
    "number": _("No."),
    "sourcing_from": _("Sourcing from"),
    "start": _("First day"),
    "size": _("Places"),
    "applicants": _("Applicants"),
    "trainers": _("Trainers"),
    "certification": _("Certification"),
    "there_at_the_end": _("There at the end"),
    "source": _("Source"),
    "reached": _("Reached"),
    "test": _("Test passed"),
    "interview": _("Interview passed"),
    "accepted": _("Offer accepted"),
    "shows_up": _("There on the first day"),
    "training_places": _("Places in training"),
    "coaches": _("Coaches"),
    "productive_hours": _("Productive hours"),
    "idle_hours": _("Idle hours"),
    "effective_hours": _("Effective hours"),
    "agent_pay": _("Agents' pay"),
    "trainee_pay": _("Trainees' pay"),
    "support_pay": _("Support staff"),
    "thirteenth_month": _("Thirteenth month"),
    "employer_charges": _("Employer's charges"),
    "recruiting": _("Recruiting"),
    "training": _("Training"),
    "links": _("Links"),
    "fit_out": _("Fit-out"),
    "set_up": _("Set-up"),
    "total": _("Total"),
    "total_eur": _("Total, EUR"),
    "item": _("Item"),
    "detail": _("Detail"),
    "quantity": _("Quantity"),
    "price": _("Price"),
    "amount": _("Amount"),
    "amount_eur": _("Amount, EUR"),
    "kind": _("Kind of year"),
    "year": _("Year"),
    "first": _("From"),
    "last": _("To"),
    "leavers": _("Leavers"),
    "calendar_year": _("Calendar year"),
    "activity_year": _("Year of activity"),
    "programme": _("Programme"),
    "over_the_plan": _("Plan average"),
    "over_the_plan_eur": _("Plan average, EUR"),
    "place": _("Place"),
    "currency": _("Currency"),
    "key": _("Parameter"),
    "value": _("Value"),
    "date": _("Date"),
    "confidence": _("Confidence"),
    "name": _("Name"),
    "working_days_lost": _("Working days lost"),
    "trainer": _("Trainer"),
    "coach": _("Coach"),
    # -- the promise tracker
    "tracker": _("Promise tracker"),
    "headcounts": _("Headcount sheets"),
    "indicators": _("Indicators"),
    "authority": _("Promised to"),
    "sheet_of": _("Sheet of"),
    "actual": _("Actual"),
    "low": _("Low"),
    "high": _("High"),
    "outcome": _("Outcome"),
    "met": _("Met"),
    "on_course": _("On course"),
    "watch": _("At risk"),
    "off_course": _("Off course"),
    "missed": _("Missed"),
    "open": _("Not certain"),
    "indicator": _("Indicator"),
    "people": _("People"),
    "share": _("Share of the recruits"),
    "assumption": _("Plan's assumption"),
    "day": _("Day"),
    "nationals": _("Nationals"),
    "women": _("Women"),
    "youth": _("Youth (18-35)"),
    "first_jobs": _("First jobs"),
    "note": _("Note"),
    # -- marks of confidence
    "seen": _("seen in the source"),
    "known": _("known in the trade"),
    "assumed": _("assumed"),
    "uncertain": _("to be verified"),
    "stated": _("stated by the plan"),
    "by_law": _("law"),
    "by_default": _("default"),
    # -- groups of parameters
    "site": _("Site"),
    "recruits": _("Recruits"),
    "sourcing": _("Sourcing"),
    "nesting": _("Nesting"),
    "learning": _("Learning"),
    "attrition": _("Attrition"),
    "presence": _("Presence"),
    "pay": _("Pay"),
    "calendar": _("Calendar of classes"),
    "support": _("Support staff"),
    "class": _("Class"),
    "reference": _("Other places"),
    "holiday": _("Holidays of the site"),
}

SHEETS: Final[dict[str, str]] = {
    "to_keep": _("To keep the promise"),
    "differences": _("Differences in the texts"),
    "learning_curve": _("Learning"),
    "staff": _("Seats and staff"),
    "coverage": _("Requirements by topic"),
    "weights": _("Weights"),
}
"""Of a table with a long title: the name of its sheet in a workbook."""

NOTES: Final[dict[str, str]] = {
    "hours": _(
        "Average: everything the plan costs over its productive hours. Steady state: pay, charges, support staff, "
        "seat and links of a year over a year's productive hours; nobody is recruited or trained in place of leavers."
    ),
    "days_off": _(
        "The moon moves the feasts to be verified; a decree may add days. Confirm them, or write yours as [[holiday]]."
    ),
    "contacts": _("At a place: by experienced agents, in steady state; leavers are not replaced."),
    "to_keep": _(
        "The smallest regular calendar that keeps the promise in this case, and what it costs more; –: none keeps it. "
        "A case that costs less has fewer people at work: its productive hour tells."
    ),
}
"""Of a table: what its reader must know."""

GOES_ON: Final = _("Meanwhile the plan goes on with {taken}.")
LEFT_OUT: Final = _("Meanwhile the plan goes on without it.")
NAMED: Final[dict[str, str]] = {
    "class_fails": _("Class of {which} fails"),
    "programme_late": _("{which} two months late"),
}
"""Of a code with a name behind a colon, where more than the name is said."""

DATED: Final = ("class_fails",)
"""Those of which the name is a day."""

MEANWHILE: Final[dict[str, str]] = {
    "not_ranked": _("Meanwhile its city is not ranked."),
    "weighs_nothing": _("Meanwhile this criterion weighs nothing."),
    "nothing": _("Until it is mended the plan cannot be worked out."),
    "no_promise": _("Meanwhile the plan goes on without this promise."),
    "every_age": _("Meanwhile people of every age count."),
    "no_veto": _("Meanwhile no mark of this criterion is a veto."),
}
"""What comes of a cell with a fault, where it is not the plan that goes on."""

FAULTS: Final[dict[str, str | Counted]] = {
    "not_a_table": _("a table is needed here: [{cell}]."),
    "not_a_list": _("a list has a table for each entry: [[{cell}]]."),
    "too_many": _("{given} entries; only the first {most} are read."),
    "no_value": _("a source is there, but no value. Write value = … beside it."),
    "unknown_key": _("unknown parameter. Delete it."),
    "unknown_key_near": _("unknown parameter. Did you mean {near}?"),
    "renamed_key": _("this is no longer read. Write {instead} in its place, or delete it."),
    "missing": _("this is needed. Add it; without it the entry is left out."),
    "missing_here": _("this is needed. Add it."),
    "missing_site": _("this is needed. Add it; without it nothing can be worked out."),
    "not_a_number": _("“{given}” is not a number. Write one without unit, with a point: 1.5."),
    "not_a_number_within": _(
        "“{given}” is not a number. Write one from {least} to {most}, without unit, with a point."
    ),
    "not_a_share": _("“{given}” is not a number. Write one without unit, with a point: 0.05."),
    "not_a_count": _("“{given}” is not a number. Write a whole one from {least} to {most}, without unit."),
    "not_an_amount": _("“{given}” is not a number. Write an amount without unit and spaces: 135000."),
    "not_whole": _("{given} is not a whole number. Write one from {least} to {most}."),
    "out_of_range": _("{given} is out of range. Write a value from {least} to {most}."),
    "ratio_out_of_range": _(
        "{given} (that is {percent}) is out of range. Write a value from {least} to {most}: 0.05 is 5%."
    ),
    "not_a_list_of_numbers": _("“{given}” is not a list of numbers. Write one such as [0.5, 0.8, 1]."),
    "not_a_date": _("“{given}” is not a date. Write year, month and day: 2020-04-01."),
    "date_out_of_range": _("{given} is too far off for a plan. Write a date from 1990 to 2150."),
    "not_a_flag": _("“{given}” is neither true nor false. Write true or false."),
    "not_a_text": _("this is not a text. Write 1 to 120 characters in quotation marks."),
    "not_a_choice": _("“{given}” means nothing here. Write one of: {choices}."),
    "not_a_code": _("“{given}” is not a code of {letters} capital letters, such as {example}."),
    "country_unknown": _(
        "the holidays of {given} are not known, so that every weekday is a working day. Check the code, "
        "or enter the holidays under [[holiday]]."
    ),
    "plan_too_long": _("{given} is too far away: a plan covers {most} years at most. Write an earlier day."),
    "name_twice": _("two of them are called “{given}”. Give each a name of its own."),
    "law_too_old": _(
        "the law of {country} is in the tables from {first} only. Write the value of that time, with its source."
    ),
    "opens_on_a_holiday": _(
        "{given} is a holiday ({holiday}). Choose another day, or enter it under [[holiday]] as worked."
    ),
    "law_changes": _(
        "the plan keeps {given} to its end; the law has {then} from {since} ({source}). "
        "Leave it out to follow the law month by month, or write the rate of your whole plan."
    ),
    "law_unknown": _("the law of {country} is not in the tables. Write the value, with its source."),
    "ends_before_it_opens": _("the plan would end on {given}, before its opening on {opening}. Write a later day."),
    "ends_before_it_starts": _("the period would end on {given}, before its start on {start}. Change one of them."),
    "promise_without_target": _(
        "nobody can measure “{given}”: it names no number. Write how many people were promised."
    ),
    "promise_without_end": _(
        "nobody can measure “{given}”: it names no period. Write to, calendar_year or activity_years."
    ),
    "period_twice": _("{used} says the period already. Delete one of them."),
    "promise_after_the_plan": _("the promise runs to {given}, the plan ends on {ends}. Let it end later (site.ends)."),
    "day_after_the_plan": _(
        "the plan ends on {ends}; after it, on {given} too, nobody is replaced. "
        "Choose an earlier day, or let the plan end later (site.ends)."
    ),
    "promise_before_the_first_class": _(
        "the period ends on {given}, before the first possible class ({first}). "
        "Choose a later period, or start earlier (calendar.first)."
    ),
    "ages_reversed": _("nobody is {age_from} or older and {given} or younger. Change age_from or age_to."),
    "ages_without_share": _(
        "what share of the recruits is of these ages is not known. Write it, with its source: {youth} is of 18 to 35."
    ),
    "share_without_ages": _("the promise names no ages, so that this share says nothing. Write age_from or age_to."),
    "promise_on_a_day": _(
        "people who are there are counted on one day, {to}, not since {given}. Delete since, or count starts."
    ),
    "class_after_the_plan": _("the class starts on {given}, after the plan's end on {ends}. Change one of them."),
    "class_too_early": _("{given} is long before the opening. Write a day from {earliest} on."),
    "too_many_places": _("with {given} more the classes have over {most} places. Leave some out."),
    "class_larger_than_room": _(
        "{given} people do not fit into a room of {most}. Divide the class, or change training.class_size_most."
    ),
    "starts_on_a_holiday": _(
        "{given} is a holiday ({holiday}). Choose another day, or enter it under [[holiday]] as worked."
    ),
    "starts_on_a_weekend": _("{given} is no working day. Choose another day."),
    "rooms_short": ngettext_noop(
        "{needed} classes are in training on {given}, in {there} room. Space them out, or raise training.rooms.",
        "{needed} classes are in training on {given}, in {there} rooms. Space them out, or raise training.rooms.",
        "there",
    ),
    "trainers_short": _(
        "{needed} trainers are needed on {given}, of {there}. Space the classes out, or raise training.trainers."
    ),
    "programme_after_the_plan": _(
        "the programme starts on {given}, after the plan's end on {ends}. Change one of them."
    ),
    "programme_before_the_opening": _(
        "the programme starts on {given}, before the opening on {opening}. Change one of them."
    ),
    "default_in_francs": _(
        "the plan leaves amounts to the defaults, which are in CFA francs, not {given}: {keys}. Write your own."
    ),
    "no_more_classes": _(
        "the plan runs to {given}, but the last class starts on {last}: nobody replaces who leaves. "
        "Let the plan end with its last promise, or promise more."
    ),
    "currency_without_rate": _(
        "{given} has no fixed rate. Write how many {given} make one euro; until then euro amounts are missing."
    ),
    "rate_is_fixed": _("the rate of {currency} is fixed by law; {given} is not used. Delete it."),
    "nobody_comes": _("fewer than one of 100,000 applicants pass all stages, so that nobody starts. Raise a share."),
    "no_source": _(
        "no source brings applicants, so that every class is taken to be full. Add [[source]] with its stages."
    ),
    "no_share": _("the shares of all programmes are 0, so that nobody works. Raise one."),
    "no_productive_hour": _("this takes all of the time, so that no hour is productive. Lower it."),
    "below_minimum_wage": _(
        "{given} is below the minimum wage of {least}; in force since {since} ({source}). "
        "Raise it, or have it confirmed."
    ),
    "out_of_reach": ngettext_noop(
        "no regular calendar reaches {given} ({counted}) with the chance asked for. With {starts} place it is {chance}. "
        "Add rooms, start earlier, or lower calendar.probability_ratio.",
        "no regular calendar reaches {given} ({counted}) with the chance asked for. With {starts} places it is {chance}. "
        "Add rooms, start earlier, or lower calendar.probability_ratio.",
        "starts",
    ),
}

TO_KNOW: Final[dict[str, str]] = {
    "promise_to_nobody": _(
        "the promise does not say to whom it was made. Write it: the ministry, town hall or client that will count."
    ),
    "currency_of_another_law": _(
        "the law of {country} counts in {legal}, this plan in {given}: its minimum wage is not checked. "
        "One currency is not the other. Write {legal}, or check each amount."
    ),
    "hours_beyond_the_law": _(
        "{given} hours a week are more than the {most} of the law ({source}): overtime pay is not in the cost. "
        "Write {most}, or add it to the pay."
    ),
    "certified_early": _(
        "the first people are certified on {day}, {weeks} weeks before the opening: until then they are paid without "
        "work. Start later, or open earlier."
    ),
    "nobody_leads": _(
        "nobody leads the agents in this plan: team leaders, quality and management are not in its cost. "
        "Add them as [[support]]."
    ),
    "nothing_set_up": _(
        "nothing is set up in this plan: licences, power and network are not in its cost. Add them as [[set_up]]."
    ),
}
"""What is good to know of a plan, with nothing to mend."""

SENTENCES: Final[dict[str, str | Counted]] = FAULTS | TO_KNOW | SITE_FAULTS | SCENARIO_FAULTS
