package com.jagcall.common.credential;

/** Whose data a query may touch: every repository method takes one. */
public record Tenant(String organizationId, Mode mode) {}
