package com.jagcall.common.admission;

/**
 * What a request counts against.
 *
 * @param row the row of the table of limits, such as {@code GET /v1/agents}, {@code read}, {@code
 *     write}; an organization's own limit is stored under it
 * @param bucket what is counted together; the catch-all rows have one for each service
 * @param limit requests in any minute, unless the organization has its own
 */
record Endpoint(String row, String bucket, int limit) {}
