/** Text messages that agents send while they talk; they belong to messaging-service. */
package com.jagcall.calls.message;
