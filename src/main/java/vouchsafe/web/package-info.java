/** Floor 0: the thin kit over servlets and Spring: protocol servlet base, forms, pages, errors, headers, limits, the one outbound client. */
@NullMarked
@ApplicationModule(displayName = "web")
package vouchsafe.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
