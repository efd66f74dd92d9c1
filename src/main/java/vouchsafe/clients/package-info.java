/** Floor 1: OAuth clients, their redirect URIs, secrets and lifetimes. */
@NullMarked
@ApplicationModule(displayName = "clients")
package vouchsafe.clients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
