"""Following one initiative by mail."""
