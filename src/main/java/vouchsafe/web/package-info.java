/**
 * Floor 0: the needs of every request: its number, address and network, limits, strict forms, times; kits for programs,
 * pages and outbound calls stand over it.
 */
@NullMarked
@ApplicationModule(displayName = "web")
package vouchsafe.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
