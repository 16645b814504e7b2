/**
 * What thinks in a conversation: the port to a language model, the model of an OpenAI-compatible
 * endpoint, and the scripted one that needs no account.
 */
package com.jagcall.calls.model;
