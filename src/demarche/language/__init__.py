"""From text to sentences, trees and propositions; quotations, times and numbers."""
