package com.jagcall.common.error;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is wrong with one member or parameter, and what to change. */
@RegisterForReflection
public record FieldError(String field, String message) {}
