/**
 * What hears in a conversation: whether somebody speaks (voice activity), when they have finished
 * (end of turn), what they said (recognition), and whether it is a machine.
 */
package com.jagcall.calls.listening;
