package com.jagcall.webhooks.dispatch;

import com.jagcall.common.credential.Tenant;
import com.jagcall.webhooks.signing.SigningSecret;
import java.time.Instant;
import java.util.List;

/**
 * An endpoint as whoever sends sees it.
 *
 * @param secrets those that sign, the present one first; none when they cannot be read
 * @param failures attempts that failed since one succeeded
 * @param failingSince when the first of them was made, or null
 * @param openUntil until when it is left alone, or null
 */
record Target(
    String endpointId,
    Tenant tenant,
    String url,
    boolean isEnabled,
    List<SigningSecret> secrets,
    int failures,
    Instant failingSince,
    Instant openUntil) {}
