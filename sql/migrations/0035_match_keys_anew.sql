-- Why: names, places and days are compared otherwise now (initials, sponsors, courses from end to end, festivals of several days). Keys of
-- before beside keys of now would tell one race for two. The next upload makes all anew, as after 0029; links stay as they are until then,
-- and after it wherever they are still likely.
-- Left out on purpose: what operators decided (ingest.match_decisions), which holds whatever is compared.

truncate ingest.match_keys, ingest.match_blocks, ingest.matches;
