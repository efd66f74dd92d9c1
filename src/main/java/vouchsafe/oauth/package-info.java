/** Floor 2: the protocol core: authorization request, code, token family, tokens, revocation. Plain Java and SQL; knows neither HTML nor JSON wording nor projects. */
@NullMarked
@ApplicationModule(displayName = "oauth")
package vouchsafe.oauth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
