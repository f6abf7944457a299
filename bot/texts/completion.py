"""What is said beside a suggestion."""

POSTS = {
    "onthisday": "What happened on this day of the year",
    "quote": "A quotation, none again until all were shown",
    "reminder": "Days before the next summit, and on its day",
    "digest week": "The week ahead",
    "digest month": "The month ahead",
}
TIMES = {f"{hour:02}:{minute:02}": f"{hour:02}:{minute:02}" for hour in range(6, 24) for minute in (0, 30)}
DAYS = {
    "daily": "daily",
    "weekdays": "weekdays, Monday to Friday",
    "weekends": "weekends, Saturday and Sunday",
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
    "1": "first day of the month",
    "last": "last day of the month",
    "1st-mon": "first Monday of the month",
}
LEADS = {
    "30d,7d,1d,0d": "30 days, a week and a day before, and on the day",
    "7d,1d,0d": "a week and a day before, and on the day",
    "1d,0d": "the day before, and on the day",
}
CHANNELS = {"here": "this channel"}
GROUP = "One of: {words}"
PUBLISHER = "everything of {name}"
