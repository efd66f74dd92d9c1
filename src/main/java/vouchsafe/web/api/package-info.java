/**
 * The kit for programs: the servlet of every API, with its routes, calls, answers and refusals; bearer tokens, Basic
 * credentials and JSON bodies as they are read everywhere; the limit on callers who fail.
 */
@NullMarked
@NamedInterface("api")
package vouchsafe.web.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
