package vouchsafe.portal.coordinator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The project that the address names ({@code slug}), for its coordinator or an administrator. All others get the answer for
 * an unknown name. The last parameter of a method, so that what the rest of the request lacks is told first.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface OwnProject {
    /** Whether it must not be closed: a closed one is answered with 409. */
    boolean open() default false;
}
