package com.jagcall.accounts.apikey;

import com.jagcall.common.credential.ApiKey;

/** A key at the only moment at which its text is known. */
record NewKey(IssuedKey issued, ApiKey key) {}
