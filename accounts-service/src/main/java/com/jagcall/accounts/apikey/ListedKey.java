package com.jagcall.accounts.apikey;

/**
 * A key with what the list says about it.
 *
 * @param createdByName the name of the user who made it, or null
 * @param rolledTo the key that takes its place, or null
 */
record ListedKey(IssuedKey key, String createdByName, String rolledTo) {}
