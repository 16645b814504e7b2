/**
 * What is made of a call when it is over: a summary, and data by the agent's own schema. Made after
 * the call, so that nothing of a call ever waits for it.
 */
package com.jagcall.calls.summary;
