package com.jagcall.accounts.credential;

import com.jagcall.common.admission.Credential;

/**
 * A credential and under what Redis remembers it.
 *
 * @param tag the organization's
 * @param hash SHA-256 of the key, in lower-case hexadecimal
 */
public record KnownCredential(String tag, String hash, Credential credential) {}
