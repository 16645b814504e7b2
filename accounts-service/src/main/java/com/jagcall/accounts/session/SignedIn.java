package com.jagcall.accounts.session;

import com.jagcall.accounts.user.Role;
import java.time.Instant;

/** Whoever holds a session that is still good, and where. */
public record SignedIn(
    String sessionId,
    Instant expiresAt,
    String userId,
    String email,
    String name,
    Role role,
    String organizationId,
    String organizationName,
    String organizationTag) {}
