/**
 * Who speaks when: the turns of a call, as a state machine that knows no thread, no network and no
 * clock of its own. {@link com.jagcall.calls.dialogue.Dialogue} is fed with frames and with what
 * the ports tell, one event at a time.
 */
package com.jagcall.calls.dialogue;
