package vouchsafe.web.pages;

/** What a signed-in principal must be able to tell the layout. */
public interface PageVisitor {
    /** The person as the layout shows them. */
    Page.Visitor visitor();
}
