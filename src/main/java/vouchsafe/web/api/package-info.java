/** The kit for programs: plain servlets that answer JSON, credentials in headers, the limit on callers who fail. */
@NullMarked
@NamedInterface("api")
package vouchsafe.web.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
