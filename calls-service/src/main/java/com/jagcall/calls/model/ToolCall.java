package com.jagcall.calls.model;

/**
 * Something the model asks for.
 *
 * @param id the model's own, to tell results apart
 * @param name of the tool; not necessarily one that exists
 * @param arguments what the model wrote: should be a JSON object, need not be
 */
public record ToolCall(String id, String name, String arguments) {}
