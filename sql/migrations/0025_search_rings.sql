-- The events nearest to a point are found by bits that are asked once: search.find takes them from its caller, and where a circle is looked
-- through each event's bit is asked before its row.

drop function if exists search.find, search.reach_of;
