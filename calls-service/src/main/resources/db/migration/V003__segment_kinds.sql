-- A segment of the transcript is something said, keys that were pressed, or a tool that was used. Null is what the release before
-- wrote: something said.
alter table call_entry add column segment_kind text check (segment_kind in ('speech', 'keypad', 'tool'));
