/** Floor 1: OAuth clients, their redirect URIs, secrets and lifetimes, and how they are registered. */
@NullMarked
@ApplicationModule(displayName = "clients")
package vouchsafe.clients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
