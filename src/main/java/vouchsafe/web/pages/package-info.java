/** The kit for pages: their frame, replies, errors, assets, form controls, content policy and downloads of tables. */
@NullMarked
@NamedInterface("pages")
package vouchsafe.web.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
