/** What an agent can do in a call besides speaking: HTTP functions, and what every agent can do. */
package com.jagcall.calls.tool;
