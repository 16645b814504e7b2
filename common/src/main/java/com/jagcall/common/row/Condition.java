package com.jagcall.common.row;

/**
 * What rows must satisfy to be listed.
 *
 * @param hql about entity {@code e}, with one named parameter
 * @param parameter its name
 * @param value what it stands for
 */
public record Condition(String hql, String parameter, Object value) {}
